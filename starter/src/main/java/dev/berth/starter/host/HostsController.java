package dev.berth.starter.host;

import static java.util.stream.Collectors.groupingBy;

import dev.berth.client.api.ListResponse;
import dev.berth.model.HostState;
import dev.berth.model.Plan;
import dev.berth.registry.Registry;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.host.HostQuery;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.page.Filters;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.region.Regions;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;

/** Places for cores. */
@Tag(name = "hosts")
@Controller("/v1/hosts")
@ApiDoc.Routes
class HostsController {
  private final Registry registry;
  private final Regions regions;

  HostsController(Registry registry, Regions regions) {
    this.registry = registry;
    this.regions = regions;
  }

  /**
   * Lists hosts, oldest first, with which core sits in which slot. Those that are gone are left out
   * unless {@code state} asks for them.
   *
   * @param state of the hosts
   * @param plan of the hosts
   * @param region that the hosts are in, or {@code default}
   * @param after what {@code next} said on the page before; left out for the first page
   * @param limit at most so many
   * @return one page
   */
  @Get
  @Secured(Scopes.READ)
  ListResponse.Hosts listHosts(
      @Nullable @QueryValue String state,
      @Nullable @QueryValue String plan,
      @Nullable @QueryValue String region,
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = Page.LIMIT) @Min(1) @Max(Page.MOST) int limit) {
    Filters filters = new Filters(regions);
    HostQuery query =
        new HostQuery(
            filters.word(HostState.class, "state", state),
            filters.word(Plan.class, "plan", plan),
            filters.region(region));
    filters.check();
    Page<HostRecord> page =
        Page.cut(
            registry.hosts().list(query, Page.after(after, Filters.HOST), limit + 1),
            limit,
            HostRecord::id);
    Map<String, List<OccupiedSlot>> occupied =
        registry.placements().occupied(page.items().stream().map(HostRecord::id).toList()).stream()
            .collect(groupingBy(OccupiedSlot::hostId));
    return new ListResponse.Hosts(
        page.items().stream()
            .map(host -> HostViews.of(host, occupied.getOrDefault(host.id(), List.of())))
            .toList(),
        page.next());
  }
}
