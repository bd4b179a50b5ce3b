package dev.berth.activities.host;

import dev.berth.activities.aws.SharedPoll;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.model.FailureType;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.QuotaStore.Room;
import dev.berth.workflows.host.HostRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Room for instances in the account's vCPU quota, taken before AWS is asked. A quota that cannot be
 * read refuses nothing.
 */
public final class QuotaReservations {
  /** Before a launch is refused, and while one waits, AWS is asked at most so often. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(10);

  private final Registry registry;
  private final Quotas quotas;
  private final RequestFreezer freezer;
  private final SharedPoll<String, Integer> left;

  /** In this context. */
  public QuotaReservations(Context context, Quotas quotas) {
    registry = context.registry();
    this.quotas = quotas;
    freezer = new RequestFreezer(context.aws(), context.settings());
    left = new SharedPoll<>("quota-left", context.settings().pollInterval(), this::left);
  }

  /** Takes the room for a host's instance; fails with {@code over-quota} when there is none. */
  void take(HostRequest host, String type) {
    if (!room(host, type).enough()) {
      quotas.refresh(host.region(), READ_AGAIN);
      Room room = room(host, type);
      if (!room.enough()) {
        throw Fail.terminal(FailureType.OVER_QUOTA, "%s", words(host, type, room));
      }
    }
  }

  /** Looks once whether there is room by now, and takes it. */
  Optional<Room> next(HostRequest host) throws InterruptedException {
    int there = left.next(host.region()).orElse(Integer.MAX_VALUE);
    String type = type(host);
    int wanted = registry.quotas().vcpus(type).orElse(0);
    return wanted <= there ? Optional.of(room(host, type)).filter(Room::enough) : Optional.empty();
  }

  private Map<String, Integer> left(Set<String> regions) {
    Map<String, Integer> known = new HashMap<>();
    for (String region : regions) {
      quotas.refresh(region, READ_AGAIN);
      registry.quotas().left(region).ifPresent(vcpus -> known.put(region, vcpus));
    }
    return known;
  }

  private String type(HostRequest host) {
    return registry
        .hosts()
        .standby(host.hostId())
        .map(HostRecord::instanceType)
        .orElseGet(
            () ->
                freezer
                    .choose(host, registry.exhaustedCapacity().of(host.region()))
                    .instanceType());
  }

  private Room room(HostRequest host, String type) {
    return registry.quotas().take(host.hostId(), host.region(), type);
  }

  private static String words(HostRequest host, String type, Room room) {
    return "a %s needs %d vCPUs of %s's quota of %d, and %d are used, %d of them by others; it goes on by itself once an instance ends or the quota (L-1216C47A) is raised"
        .formatted(
            type,
            room.wanted(),
            host.region(),
            room.limit(),
            room.ours() + room.others(),
            room.others());
  }
}
