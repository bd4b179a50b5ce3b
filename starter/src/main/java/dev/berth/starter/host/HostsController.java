package dev.berth.starter.host;

import static java.util.stream.Collectors.groupingBy;

import dev.berth.client.api.ListResponse;
import dev.berth.registry.Registry;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.ApiDoc;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Places for cores. */
@Tag(name = "hosts")
@Controller("/v1/hosts")
@ApiDoc.Routes
class HostsController {
  private static final Pattern ID = Pattern.compile("h[0-9a-f]{11}");

  private final Registry registry;

  HostsController(Registry registry) {
    this.registry = registry;
  }

  /**
   * Lists the hosts that are not gone, oldest first, with which core sits in which slot.
   *
   * @param after what {@code next} said on the page before; left out for the first page
   * @param limit at most so many
   * @return one page
   */
  @Get
  ListResponse.Hosts listHosts(
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = Page.LIMIT) @Min(1) @Max(Page.MOST) int limit) {
    Page<HostRecord> page =
        Page.cut(registry.hosts().list(Page.after(after, ID), limit + 1), limit, HostRecord::id);
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
