package dev.berth.starter.host;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.berth.registry.Registry;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.api.HostView;
import dev.berth.starter.api.HostView.Slot;
import dev.berth.starter.api.Listing;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Places for cores. */
@Tag(name = "hosts")
@Controller("/v1/hosts")
@ExecuteOn(TaskExecutors.BLOCKING)
class HostsController {
  private final Registry registry;

  HostsController(Registry registry) {
    this.registry = registry;
  }

  /** Lists the hosts that are not gone, oldest first, with which core sits in which slot. */
  @Get
  Listing.Hosts listHosts() {
    Map<String, List<OccupiedSlot>> occupied =
        registry.placements().occupied().stream().collect(groupingBy(OccupiedSlot::hostId));
    return new Listing.Hosts(
        registry.hosts().list().stream()
            .map(host -> view(host, occupied.getOrDefault(host.id(), List.of())))
            .toList());
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
        host.operationId(),
        host.createdAt(),
        host.settledAt(),
        slots);
  }

  private static Slot taken(OccupiedSlot o) {
    return new Slot(o.slot(), o.state(), o.coreId(), o.customer(), o.environment());
  }
}
