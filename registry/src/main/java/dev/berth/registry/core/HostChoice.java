package dev.berth.registry.core;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.PoolMode;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.HostRows;
import dev.berth.registry.host.HostRows.NewHost;
import dev.berth.registry.operation.Operation;
import java.util.Optional;

/** Which host a core gets, and what becomes of one that no core needs. Under the placing lock. */
final class HostChoice {
  private HostChoice() {}

  /** A host with room, which is no longer a pool's; a new one when there is none. */
  static String choose(Transaction tx, PlaceCommand command) {
    String host = hostWithRoom(tx, command.operation()).orElseGet(() -> newHost(tx, command));
    leavePool(tx, host, command.operation());
    return host;
  }

  /**
   * The fullest that is ready, so that the emptiest can go one day; else the fullest that is being
   * launched for cores; else one that was seen to be stopped; else one that is being launched.
   */
  private static Optional<String> hostWithRoom(Transaction tx, Operation operation) {
    return tx.find(
        String.class,
        """
        SELECT h.id FROM hosts h
        WHERE h.region = ? AND h.plan = ? AND h.cordoned_at IS NULL AND h.replaced_by IS NULL
          AND (h.state IN ('launching', 'ready') OR h.state = 'stopped' AND h.checked_at IS NOT NULL)
          AND (SELECT count(*) FROM placements p WHERE p.host_id = h.id) < h.slots
        ORDER BY h.state <> 'ready', (SELECT count(*) FROM placements p WHERE p.host_id = h.id) DESC,
                 h.state <> 'stopped', h.created_at, h.id
        LIMIT 1 FOR UPDATE
        """,
        operation.region(),
        operation.plan());
  }

  private static String newHost(Transaction tx, PlaceCommand command) {
    Operation operation = command.operation();
    String id = HostRows.newId(tx);
    String region = operation.region();
    int slots = command.slots();
    HostRows.add(
        tx, new NewHost(id, region, operation.plan(), slots, operation.id(), null, null, null));
    return id;
  }

  /**
   * A host that a core is placed on is no longer the pool's; one that is stopped has to be started.
   */
  private static void leavePool(Transaction tx, String hostId, Operation operation) {
    HostRecord host = HostRows.lock(tx, hostId).orElseThrow();
    if (host.pooled() == null) {
      return;
    }
    Change taken =
        Change.of(EventType.HOST_TAKEN, operation.actor(), "from the pool").set("pooled", null);
    if (host.state() == HostState.STOPPED) {
      HostRows.transition(tx, host, HostState.LAUNCHING, taken.set("operation_id", null));
    } else {
      HostRows.update(tx, host, taken);
    }
  }

  /**
   * An unsettled host that has lost its last slot goes: its launch takes it away, a stopped one
   * goes back into the pool, and one that no launch has claimed is retired.
   */
  static void dismissUnneeded(Transaction tx, String hostId, Actor actor) {
    HostRecord host = HostRows.lock(tx, hostId).orElseThrow();
    if (host.state() != HostState.LAUNCHING || host.used() > 0) {
      return;
    }
    if (host.operationId() != null) {
      HostRows.transition(
          tx, host, HostState.UNWANTED, change(EventType.HOST_UNWANTED, actor, null));
    } else if (host.standbyId() != null) {
      HostRows.transition(
          tx, host, HostState.STOPPED, change(EventType.HOST_STOPPED, actor, PoolMode.STOPPED));
    } else {
      HostRows.transition(tx, host, HostState.RETIRED, change(EventType.HOST_RETIRED, actor, null));
    }
  }

  private static Change change(EventType type, Actor actor, PoolMode pooled) {
    return Change.of(type, actor, null).set("pooled", pooled);
  }
}
