package dev.berth.registry.core;

import dev.berth.model.CoreState;
import dev.berth.model.EventType;
import dev.berth.model.OperationState;
import dev.berth.model.Placement;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRows;
import dev.berth.registry.host.PlacingLock;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationEnded;
import dev.berth.registry.operation.OperationStore;
import dev.berth.registry.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Slots and the cores that hold them. Place, release and quarantine take one advisory transaction
 * lock per region and plan: with SKIP LOCKED seven concurrent signups made three hosts. UNIQUE
 * (host, slot) makes overpacking impossible in any case.
 */
public record PlacementStore(Database db) {
  /**
   * Gives the operation's core a slot: the one it has, else one on the fullest host with room, else
   * one on a new host.
   *
   * @throws OperationEnded when the operation has given its slot back, or needed none: nothing was
   *     changed
   */
  public Placed place(PlaceCommand command) {
    return db.in(tx -> place(tx, command));
  }

  private static Placed place(Transaction tx, PlaceCommand command) {
    Operation operation = command.operation();
    PlacingLock.take(tx, operation.region(), operation.plan());
    Optional<Placement> repeated = PlacementRows.ofOperation(tx, operation.id());
    if (repeated.isPresent()) {
      return new Placed.Slot(repeated.get());
    }
    CoreRecord core = upsertCore(tx, command);
    if (core.ready()) {
      var _ = OperationStore.note(tx, operation, OperationState.READY, null, null, null);
      return new Placed.Ready(core);
    }
    OperationStore.open(tx, operation);
    boolean abandoned = core.hostId() != null;
    if (abandoned && fits(core, operation)) {
      PlacementRows.handOver(tx, command);
      return new Placed.Slot(deploy(tx, operation, core));
    }
    Optional<String> server = serverWithRoom(tx, command);
    if (server.isEmpty()) {
      return new Placed.NoDatabaseRoom();
    }
    CoreRecord free = abandoned ? leave(tx, core, operation) : core;
    PlacementRows.add(tx, command, HostChoice.choose(tx, command), server.get());
    return new Placed.Slot(deploy(tx, operation, free));
  }

  /**
   * Gives the slot that this operation holds back. The last slot of an unsettled host makes that
   * host unwanted; one that no launch has claimed yet is retired at once, because no launch would
   * do it.
   */
  public void release(String operationId) {
    db.run(
        tx ->
            lockedHeldBy(tx, operationId)
                .ifPresent(
                    placement -> {
                      Actor actor = OperationStore.actor(tx, operationId);
                      HostRows.lock(tx, placement.hostId());
                      PlacementRows.free(tx, placement);
                      unplace(tx, placement, Change.of(EventType.CORE_RELEASED, actor, null));
                      HostChoice.dismissUnneeded(tx, placement.hostId(), actor);
                    }));
  }

  /** Keeps the slot that this operation holds from every core: something may still run in it. */
  public void quarantine(String operationId) {
    db.run(
        tx ->
            lockedHeldBy(tx, operationId)
                .ifPresent(
                    placement -> {
                      PlacementRows.quarantine(tx, placement);
                      Actor actor = OperationStore.actor(tx, operationId);
                      unplace(tx, placement, notRemoved(actor));
                    }));
  }

  private static Change notRemoved(Actor actor) {
    return Change.of(EventType.CORE_QUARANTINED, actor, "not removed");
  }

  /** The slot of this operation. */
  public Optional<Placement> find(String operationId) {
    return PlacementRows.ofOperation(db, operationId);
  }

  /** Whether this generation is the core's newest and still holds its slot. */
  public boolean holds(String coreId, long generation) {
    return db.one(
        Boolean.class,
        """
        SELECT EXISTS (
          SELECT FROM placements p JOIN cores c ON c.id = p.core_id AND c.generation = p.generation
          WHERE p.core_id = ? AND p.generation = ? AND p.state = 'held')
        """,
        coreId,
        generation);
  }

  /** The slots of these hosts that are not free, by host and slot. */
  public List<OccupiedSlot> occupied(Collection<String> hostIds) {
    return db.list(
        OccupiedSlot.class,
        """
        SELECT p.host_id, p.slot, p.state, p.core_id, c.customer, c.environment
        FROM placements p JOIN cores c ON c.id = p.core_id
        WHERE p.host_id = ANY (?) ORDER BY p.host_id, p.slot
        """,
        Sql.array(hostIds));
  }

  private static CoreRecord upsertCore(Transaction tx, PlaceCommand command) {
    Operation operation = command.operation();
    tx.execute(
        """
        INSERT INTO cores (id, customer, environment, region, plan, state) VALUES (?, ?, ?, ?, ?, 'absent')
        ON CONFLICT (id) DO UPDATE SET region = excluded.region, plan = excluded.plan
        WHERE cores.state = 'absent'
        """,
        command.coreId(),
        operation.customer(),
        operation.environment(),
        operation.region(),
        operation.plan());
    return CoreRows.lock(tx, command.coreId()).orElseThrow();
  }

  private static boolean fits(CoreRecord core, Operation operation) {
    return core.region().equals(operation.region()) && core.plan() == operation.plan();
  }

  /**
   * The slot that a run left behind when it was ended from outside is of no use to a run that wants
   * another region or plan, and something may still run in it.
   */
  private static CoreRecord leave(Transaction tx, CoreRecord core, Operation operation) {
    PlacementRows.current(tx, core.id()).ifPresent(old -> PlacementRows.quarantine(tx, old));
    Change left = notRemoved(operation.actor());
    left.set("region", operation.region()).set("plan", operation.plan());
    CoreRows.transition(tx, core, CoreState.ABSENT, left);
    return CoreRows.lock(tx, core.id()).orElseThrow();
  }

  /** The core is deployed from here on, in the slot that the operation has taken for it. */
  private static Placement deploy(Transaction tx, Operation operation, CoreRecord core) {
    Placement placement = PlacementRows.ofOperation(tx, operation.id()).orElseThrow();
    String where = "%s slot %d".formatted(placement.hostId(), placement.slot());
    Change placed =
        Change.of(EventType.CORE_PLACED, operation.actor(), where)
            .set("generation", placement.generation())
            .set("secret_revision", placement.secretRevision());
    CoreRows.transition(tx, core, CoreState.DEPLOYING, placed);
    return placement;
  }

  /** A lost core goes back to where its database is. */
  private static Optional<String> serverWithRoom(Transaction tx, PlaceCommand command) {
    return tx.find(
        String.class,
        """
        SELECT name FROM database_servers
        WHERE region = ? AND connections_reserved + ? <= connection_budget
          AND name = coalesce((SELECT database_server FROM cores WHERE id = ? AND lost_at IS NOT NULL), name)
        ORDER BY connections_reserved::float / connection_budget, name LIMIT 1 FOR UPDATE
        """,
        command.operation().region(),
        command.connections(),
        command.coreId());
  }

  /** Without this placement the core is as lost as before, or absent. */
  private static void unplace(Transaction tx, Placement placement, Change change) {
    CoreRecord core = CoreRows.lock(tx, placement.coreId()).orElseThrow();
    if (core.generation() == placement.generation() && core.state() == CoreState.DEPLOYING) {
      CoreState to = core.lostAt() == null ? CoreState.ABSENT : CoreState.LOST;
      CoreRows.transition(tx, core, to, change);
    } else {
      CoreRows.update(tx, core, change);
    }
  }

  private static Optional<Placement> lockedHeldBy(Transaction tx, String operationId) {
    OperationStore.find(tx, operationId)
        .ifPresent(operation -> PlacingLock.take(tx, operation.region(), operation.plan()));
    return PlacementRows.heldBy(tx, operationId);
  }
}
