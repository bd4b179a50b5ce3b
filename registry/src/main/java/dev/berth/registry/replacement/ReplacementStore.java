package dev.berth.registry.replacement;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.Placement;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.core.CoreRecord;
import dev.berth.registry.core.CoreRows;
import dev.berth.registry.core.PlacementRows;
import dev.berth.registry.core.PlacementRows.Taken;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.HostRows;
import dev.berth.registry.host.InstanceFacts;
import dev.berth.registry.host.PlacingLock;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.util.List;
import java.util.Optional;

/**
 * Hosts that move to another instance with their cores. As long as {@code replaced_by} says so, the
 * host stays ready, no core is placed on it, and deployments that wait for it wait on.
 */
public record ReplacementStore(Database db) {
  /**
   * Takes charge of a host for an operation, which is opened. What an earlier operation began and
   * could not end goes over to this one.
   *
   * @param instanceId the instance that is to be replaced; null: whichever stands for the host
   * @return the host; empty when it is not ready, another instance stands for it, or no slot is
   *     taken on it: then there is nothing to replace, and nothing was changed
   */
  public Optional<HostRecord> claim(Operation operation, String instanceId, String why) {
    return db.in(
        tx -> {
          PlacingLock.take(tx, operation.region(), operation.plan());
          Optional<HostRecord> found =
              HostRows.lock(tx, operation.hostId())
                  .filter(host -> host.state() == HostState.READY)
                  .filter(host -> host.replacedBy() != null || isDue(host, instanceId));
          if (found.isEmpty()) {
            OperationStore.neverOpen(tx, operation.id());
          }
          found
              .filter(host -> !operation.id().equals(host.replacedBy()))
              .ifPresent(
                  host -> {
                    OperationStore.open(tx, operation);
                    Change claimed =
                        Change.of(
                            EventType.HOST_CLAIMED, operation.actor(), "to be replaced: " + why);
                    claimed.set("replaced_by", operation.id()).set("operation_id", operation.id());
                    HostRows.update(tx, host, claimed);
                  });
          return found;
        });
  }

  private static boolean isDue(HostRecord host, String instanceId) {
    return host.used() > 0 && (instanceId == null || instanceId.equals(host.instanceId()));
  }

  /** Gives the host back as it was, if this operation is in charge: its instance stays. */
  public void giveUp(String hostId, String operationId) {
    db.run(
        tx ->
            inCharge(tx, hostId, operationId)
                .ifPresent(
                    host -> {
                      Actor actor = OperationStore.actor(tx, operationId);
                      String stays = "stays on " + host.instanceId();
                      Change kept = Change.of(EventType.HOST_NOT_REPLACED, actor, stays);
                      HostRows.update(tx, host, kept.set("replaced_by", null));
                    }));
  }

  /** The same for the hosts that this operation has claimed. */
  public void giveUp(String operationId) {
    db.list(String.class, "SELECT id FROM hosts WHERE replaced_by = ?", operationId)
        .forEach(hostId -> giveUp(hostId, operationId));
  }

  /**
   * Moves the host to its new instance. Nothing runs on the old one any more, so that quarantined
   * slots end, and a core that was started there is registered no more.
   *
   * @return the slots of the cores that were ready, which have to be started again; empty when
   *     another operation is in charge
   */
  public Optional<List<Taken>> move(String hostId, String operationId, InstanceFacts instance) {
    return db.in(
        tx ->
            inCharge(tx, hostId, operationId)
                .map(
                    host -> {
                      if (!instance.instanceId().equals(host.instanceId())) {
                        String how =
                            "from %s to %s".formatted(host.instanceId(), instance.instanceId());
                        Actor actor = OperationStore.actor(tx, operationId);
                        HostRows.settle(tx, host, instance, EventType.HOST_MOVED, actor, how);
                        PlacementRows.endQuarantine(tx, hostId);
                      }
                      return PlacementRows.readyOn(tx, hostId);
                    }));
  }

  /** A core answers at its host's new address. Its URL stays. Idempotent. */
  public void readdress(String coreId, long generation, String address, String operationId) {
    db.run(
        tx ->
            CoreRows.lock(tx, coreId)
                .filter(core -> core.ready() && serves(tx, coreId, generation))
                .filter(core -> !address.equals(core.address()))
                .filter(_ -> replacesItsHost(tx, coreId, generation, operationId, address))
                .ifPresent(
                    core -> {
                      Actor actor = OperationStore.actor(tx, operationId);
                      Change moved = Change.of(EventType.CORE_MOVED, actor, "to " + address);
                      CoreRows.update(tx, core, moved.set("address", address));
                    }));
  }

  /** An attempt that is late may know an address that the host has left. */
  private static boolean replacesItsHost(
      Transaction tx, String coreId, long generation, String operationId, String address) {
    return tx.one(
        Boolean.class,
        """
        SELECT EXISTS (
          SELECT FROM hosts h JOIN placements p ON p.host_id = h.id
          WHERE p.core_id = ? AND p.generation = ? AND h.replaced_by = ? AND starts_with(?, h.address || ':'))
        """,
        coreId,
        generation,
        operationId,
        address);
  }

  private static boolean serves(Transaction tx, String coreId, long generation) {
    return PlacementRows.current(tx, coreId).filter(p -> p.generation() == generation).isPresent();
  }

  /**
   * Closes the operation: the host is whole again. A core whose start an operator skipped is lost,
   * and its slot is quarantined: something of it may run there. Idempotent.
   */
  public void settle(String hostId, String operationId, String receipt) {
    db.run(
        tx ->
            inCharge(tx, hostId, operationId)
                .ifPresent(
                    host -> {
                      OperationStore.finish(tx, operationId, receipt);
                      Actor actor = OperationStore.actor(tx, operationId);
                      String by = "by " + host.instanceId();
                      Change replaced = Change.of(EventType.HOST_REPLACED, actor, by);
                      HostRows.update(tx, host, replaced.set("replaced_by", null));
                      loseOthers(tx, host, actor);
                    }));
  }

  private static void loseOthers(Transaction tx, HostRecord host, Actor actor) {
    for (CoreRecord core : CoreRows.lockReadyOn(tx, host.id())) {
      if (!core.address().startsWith(host.address() + ":")) {
        String why = "not started again on host " + host.id();
        Placement placement = PlacementRows.current(tx, core.id()).orElseThrow();
        CoreRows.lose(tx, core, Change.of(EventType.CORE_LOST, actor, why));
        PlacementRows.quarantine(tx, placement);
      }
    }
  }

  /** The host, if this operation replaces its instance; a restored registry may not have it. */
  private static Optional<HostRecord> inCharge(Transaction tx, String id, String operationId) {
    return HostRows.lock(tx, id).filter(host -> operationId.equals(host.replacedBy()));
  }
}
