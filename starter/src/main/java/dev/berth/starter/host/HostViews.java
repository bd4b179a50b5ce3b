package dev.berth.starter.host;

import static java.util.stream.Collectors.toMap;

import dev.berth.client.api.HostView;
import dev.berth.client.api.HostView.Slot;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.Views;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Hosts as callers see them. */
final class HostViews {
  private HostViews() {}

  static HostView of(HostRecord host, List<OccupiedSlot> occupied) {
    Map<Integer, OccupiedSlot> byNumber =
        occupied.stream().collect(toMap(OccupiedSlot::slot, slot -> slot));
    List<Slot> slots =
        IntStream.range(0, host.slots())
            .mapToObj(
                number ->
                    byNumber.containsKey(number)
                        ? Views.of(byNumber.get(number), Slot.class)
                        : new Slot(number, "free", null, null, null))
            .toList();
    return new HostView(
        host.id(),
        host.region(),
        host.planWord(),
        host.state().word(),
        host.address(),
        host.instanceNumber(),
        host.instanceId(),
        host.instanceType(),
        host.zone(),
        host.amiId(),
        host.image(),
        host.operationId(),
        host.createdAt(),
        host.settledAt(),
        host.pooled() == null ? null : host.pooled().word(),
        host.cordonedAt(),
        host.replacedBy(),
        slots);
  }
}
