package dev.berth.registry.core;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.HostRows;
import java.util.List;
import java.util.Optional;

/** Hosts whose instance is gone, and the cores that went with them. */
public record LossStore(Database db) {
  /** A core that was ready on a lost host. */
  public record LostCore(String id, String customer, String environment) {}

  /**
   * Marks a host lost, and its ready cores with it. They hold no slot any more; where their
   * databases are is remembered. A core that is being deployed there notices by itself.
   *
   * @return the cores; empty when the host is not ready on this instance any more: then nothing was
   *     changed
   */
  public Optional<List<LostCore>> lose(String hostId, String instanceId, Actor actor) {
    return db.in(
        tx ->
            HostRows.lockPlacing(tx, hostId)
                .filter(host -> host.state() == HostState.READY)
                .filter(host -> instanceId.equals(host.instanceId()))
                .map(host -> lose(tx, host, actor)));
  }

  private static List<LostCore> lose(Transaction tx, HostRecord host, Actor actor) {
    String why = "instance " + host.instanceId() + " is gone";
    HostRows.transition(tx, host, HostState.LOST, Change.of(EventType.HOST_LOST, actor, why));
    List<CoreRecord> cores = CoreRows.lockReadyOn(tx, host.id());
    for (CoreRecord core : cores) {
      String with = "with host %s: %s".formatted(host.id(), why);
      CoreRows.lose(tx, core, Change.of(EventType.CORE_LOST, actor, with));
    }
    PlacementRows.deleteEnded(tx, host.id());
    return cores.stream()
        .map(core -> new LostCore(core.id(), core.customer(), core.environment()))
        .toList();
  }
}
