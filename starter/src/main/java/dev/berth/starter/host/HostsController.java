package dev.berth.starter.host;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.berth.registry.Registry;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.api.HostView;
import dev.berth.starter.api.HostView.Slot;
import dev.berth.starter.api.Listing;
import dev.berth.starter.page.Page;
import dev.berth.starter.problem.Described;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Places for cores. */
@Tag(name = "hosts")
@Controller("/v1/hosts")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
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
  Listing.Hosts listHosts(
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = Page.LIMIT) @Min(1) @Max(Page.MOST) int limit) {
    Page<HostRecord> page =
        Page.cut(registry.hosts().list(Page.after(after, ID), limit + 1), limit, HostRecord::id);
    Map<String, List<OccupiedSlot>> occupied =
        registry.placements().occupied(page.items().stream().map(HostRecord::id).toList()).stream()
            .collect(groupingBy(OccupiedSlot::hostId));
    return new Listing.Hosts(
        page.items().stream()
            .map(host -> view(host, occupied.getOrDefault(host.id(), List.of())))
            .toList(),
        page.next());
  }

  private static HostView view(HostRecord host, List<OccupiedSlot> occupied) {
    Map<Integer, OccupiedSlot> byNumber =
        occupied.stream().collect(toMap(OccupiedSlot::slot, slot -> slot));
    List<Slot> slots =
        IntStream.range(0, host.slots())
            .mapToObj(
                number ->
                    byNumber.containsKey(number)
                        ? taken(byNumber.get(number))
                        : new Slot(number, "free", null, null, null))
            .toList();
    return new HostView(
        host.id(),
        host.region(),
        host.plan(),
        host.state(),
        host.address(),
        host.instanceNumber(),
        host.instanceId(),
        host.instanceType(),
        host.zone(),
        host.imageId(),
        host.image(),
        host.operationId(),
        host.createdAt(),
        host.settledAt(),
        host.pooled(),
        slots);
  }

  private static Slot taken(OccupiedSlot o) {
    return new Slot(o.slot(), o.state(), o.coreId(), o.customer(), o.environment());
  }
}
