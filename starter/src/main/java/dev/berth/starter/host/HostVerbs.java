package dev.berth.starter.host;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.HostView;
import dev.berth.client.api.ProblemCode;
import dev.berth.model.HostState;
import dev.berth.model.Requester;
import dev.berth.model.SlotState;
import dev.berth.registry.Registry;
import dev.berth.registry.core.OccupiedSlot;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.operation.OperationViews;
import dev.berth.starter.operation.Orders;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.replacement.ReplaceRequest;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Cordons, retires and replaces hosts, where their state allows it. */
@Singleton
final class HostVerbs {
  private final Registry registry;
  private final Orders orders;
  private final OperationViews views;

  HostVerbs(Registry registry, Orders orders, OperationViews views) {
    this.registry = registry;
    this.orders = orders;
    this.views = views;
  }

  /**
   * Starts or ends a cordon.
   *
   * @throws Refusal when there is no such host
   */
  HostView cordon(String id, boolean cordoned, @Nullable String reason, Requester requester) {
    Actor actor = new Actor(requester, null);
    find(id);
    HostRecord host = registry.hosts().cordon(id, cordoned, actor, reason).orElseThrow();
    return HostViews.of(host, registry.placements().occupied(List.of(id)));
  }

  /**
   * Starts the retirement of a host without cores.
   *
   * @throws Refusal when there is no such host, a slot is taken, or another operation runs on it
   */
  Accepted retire(String id, @Nullable String reason, Requester requester) {
    HostRecord host = find(id);
    List<OccupiedSlot> taken = registry.placements().occupied(List.of(id));
    if (!taken.isEmpty()) {
      throw Refusal.of(
          ProblemCode.HOST_IN_USE,
          "Host %s is in use by %s; nothing was started. Cordon it, and retire it when it is empty."
              .formatted(id, names(taken)));
    }
    return accepted(
        orders.start(
            new RetireRequest(id, host.region(), host.plan(), why(reason), requester, true)));
  }

  /**
   * Starts the replacement of a host's instance.
   *
   * @throws Refusal when there is no such host, it is not ready or has no cores, or another
   *     operation runs on it
   */
  Accepted replace(String id, @Nullable String reason, Requester requester) {
    HostRecord host = find(id);
    if (host.state() != HostState.READY) {
      throw Refusal.of(
          ProblemCode.HOST_NOT_READY,
          "Host %s is %s: only a ready host has an instance to replace. Nothing was started."
              .formatted(id, host.state().word()));
    }
    if (host.used() == 0) {
      throw Refusal.of(
          ProblemCode.HOST_EMPTY,
          "No slot is taken on host %s: retire it, and the next core gets another one. Nothing was started."
              .formatted(id));
    }
    HostRequest launched = new HostRequest(id, host.region(), host.plan());
    return accepted(orders.start(new ReplaceRequest(launched, null, why(reason), requester)));
  }

  private HostRecord find(String id) {
    HostRecord host =
        registry
            .hosts()
            .find(id)
            .orElseThrow(
                () -> Refusal.of(ProblemCode.NO_SUCH_HOST, "There is no host '%s'.".formatted(id)));
    if (host.state().gone()) {
      throw Refusal.of(
          ProblemCode.HOST_GONE,
          "Host %s is %s; nothing was changed.".formatted(id, host.state().word()));
    }
    return host;
  }

  private Accepted accepted(Run run) {
    return new Accepted(views.accepted(run), null, null);
  }

  private static String why(@Nullable String reason) {
    return Objects.requireNonNullElse(reason, "requested");
  }

  private static String names(List<OccupiedSlot> taken) {
    return taken.stream()
        .map(s -> s.customer() + "/" + s.environment() + (isHeld(s) ? "" : " (quarantined)"))
        .collect(Collectors.joining(", "));
  }

  private static boolean isHeld(OccupiedSlot slot) {
    return slot.state() == SlotState.HELD;
  }
}
