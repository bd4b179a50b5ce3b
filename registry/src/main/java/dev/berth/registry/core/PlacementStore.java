package dev.berth.registry.core;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.PlacingLock;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who holds which slot. Place, release and quarantine take one advisory transaction lock per region
 * and plan: with SKIP LOCKED seven concurrent signups made three hosts. UNIQUE (host, slot) makes
 * overpacking impossible in any case.
 */
public final class PlacementStore {
  /** Selects what a {@link PlacementRecord} is made of; {@code p} is the placement. */
  private static final String SELECT = "SELECT p.*, p.container_image AS image FROM placements p ";

  private final Jdbi jdbi;

  /** Made by the registry. */
  public PlacementStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Gives the operation's core a slot: the one it has, else one on the fullest host with room, else
   * one on a new host.
   */
  public Placed place(PlaceCommand command) {
    return jdbi.inTransaction(tx -> place(tx, command));
  }

  private static Placed place(Handle tx, PlaceCommand command) {
    Operation operation = command.operation();
    PlacingLock.take(tx, operation.region(), operation.plan());
    Optional<PlacementRecord> repeated = byOperation(tx, operation.id());
    if (repeated.isPresent()) {
      return new Placed.Slot(repeated.get());
    }
    OperationStore.open(tx, operation);
    CoreRecord core = upsertCore(tx, command);
    if (core.state().equals("ready")) {
      OperationStore.ready(tx, operation.id(), null);
      return new Placed.Ready(core);
    }
    long generation = core.generation() + 1;
    boolean abandoned = core.hostId() != null;
    if (abandoned && fits(core, operation)) {
      return new Placed.Slot(takeOver(tx, command, core, generation));
    }
    Optional<String> server = serverWithRoom(tx, command);
    if (server.isEmpty()) {
      return new Placed.NoDatabaseRoom();
    }
    if (abandoned) {
      core = leave(tx, core, operation);
    }
    String host = HostChoice.choose(tx, command);
    long revision = nextSecretRevision(tx, command.coreId());
    tx.createUpdate(
            """
            INSERT INTO placements (operation_id, core_id, generation, secret_revision, host_id, host_slots, slot,
                                    state, database_server, connections, container_image, memory_megabytes)
            SELECT :operationId, :coreId, :generation, :revision, h.id, h.slots,
                   (SELECT min(s) FROM generate_series(0, h.slots - 1) s
                    WHERE s NOT IN (SELECT slot FROM placements WHERE host_id = h.id)),
                   'held', :server, :connections, :image, :memory
            FROM hosts h WHERE h.id = :host
            """)
        .bind("operationId", operation.id())
        .bind("coreId", command.coreId())
        .bind("generation", generation)
        .bind("revision", revision)
        .bind("server", server.get())
        .bind("connections", command.connections())
        .bind("image", command.image())
        .bind("memory", command.memoryMegabytes())
        .bind("host", host)
        .execute();
    if (abandoned) {
      quarantined(tx, core.id(), operation.id(), "absent");
    }
    return new Placed.Slot(placed(tx, operation, core, generation));
  }

  /**
   * Gives the slot of this operation back. The last slot of an unsettled host makes that host
   * unwanted; one that no launch has claimed yet is retired at once, for nobody would.
   */
  public void release(String operationId) {
    jdbi.useTransaction(
        tx -> {
          Optional<PlacementRecord> found = lockedByOperation(tx, operationId);
          if (found.isEmpty()) {
            return;
          }
          PlacementRecord placement = found.get();
          tx.execute("DELETE FROM placements WHERE operation_id = ?", operationId);
          String coreNow = absent(tx, placement);
          Optional<String> hostNow = HostChoice.unneeded(tx, placement.hostId());
          Actor actor = OperationStore.actor(tx, operationId);
          EventLog.append(
              tx, "core/" + placement.coreId(), "core.released", actor, "deploying", coreNow, null);
          hostNow.ifPresent(
              state ->
                  EventLog.append(
                      tx,
                      "host/" + placement.hostId(),
                      "host." + state,
                      actor,
                      "launching",
                      state,
                      null));
        });
  }

  /** Keeps the slot of this operation from everybody: something may still run in it. */
  public void quarantine(String operationId) {
    jdbi.useTransaction(
        tx -> {
          Optional<PlacementRecord> found = lockedByOperation(tx, operationId);
          if (found.isEmpty() || found.get().state().equals("quarantined")) {
            return;
          }
          tx.execute(
              "UPDATE placements SET state = 'quarantined' WHERE operation_id = ?", operationId);
          String state = absent(tx, found.get());
          quarantined(tx, found.get().coreId(), operationId, state);
        });
  }

  /** The slot of this operation. */
  public Optional<PlacementRecord> find(String operationId) {
    return jdbi.withHandle(db -> byOperation(db, operationId));
  }

  /** The slots of these hosts that are not free, by host and slot. */
  public List<OccupiedSlot> occupied(Collection<String> hostIds) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT p.host_id, p.slot, p.state, p.core_id, c.customer, c.environment
                    FROM placements p JOIN cores c ON c.id = p.core_id
                    WHERE p.host_id = ANY (:hosts) ORDER BY p.host_id, p.slot
                    """)
                .bindArray("hosts", String.class, hostIds)
                .mapTo(OccupiedSlot.class)
                .list());
  }

  private static CoreRecord upsertCore(Handle tx, PlaceCommand command) {
    tx.createUpdate(
            """
            INSERT INTO cores (id, customer, environment, region, plan, state)
            VALUES (:coreId, :customer, :environment, :region, :plan, 'absent')
            ON CONFLICT (id) DO UPDATE SET region = excluded.region, plan = excluded.plan WHERE cores.state = 'absent'
            """)
        .bindMethods(command.operation())
        .bind("coreId", command.coreId())
        .execute();
    return CoreStore.find(tx, command.coreId()).orElseThrow();
  }

  private static boolean fits(CoreRecord core, Operation operation) {
    return core.region().equals(operation.region()) && core.plan().equals(operation.plan());
  }

  /**
   * The slot that a run left behind when it was ended from outside is of no use to a run that wants
   * another region or plan, and something may still run in it.
   */
  private static CoreRecord leave(Handle tx, CoreRecord core, Operation operation) {
    tx.execute(
        "UPDATE placements SET state = 'quarantined' WHERE core_id = ? AND state = 'held'",
        core.id());
    tx.execute(
        "UPDATE cores SET state = 'absent', region = ?, plan = ? WHERE id = ?",
        operation.region(),
        operation.plan(),
        core.id());
    return CoreStore.find(tx, core.id()).orElseThrow();
  }

  private static void quarantined(Handle tx, String coreId, String operationId, String state) {
    EventLog.append(
        tx,
        "core/" + coreId,
        "core.quarantined",
        OperationStore.actor(tx, operationId),
        "deploying",
        state,
        "not removed");
  }

  /**
   * The slot that a run left behind when it was ended from outside goes over to the run that
   * follows.
   */
  private static PlacementRecord takeOver(
      Handle tx, PlaceCommand command, CoreRecord core, long generation) {
    tx.createUpdate(
            """
            UPDATE placements SET operation_id = :operationId, generation = :generation, secret_revision = :revision,
                   container_image = :image, memory_megabytes = :memory
            WHERE core_id = :coreId AND role = 'current' AND state = 'held'
            """)
        .bind("operationId", command.operation().id())
        .bind("generation", generation)
        .bind("revision", nextSecretRevision(tx, core.id()))
        .bind("image", command.image())
        .bind("memory", command.memoryMegabytes())
        .bind("coreId", core.id())
        .execute();
    return placed(tx, command.operation(), core, generation);
  }

  /** A core that is placed anew gets new secrets. */
  private static long nextSecretRevision(Handle tx, String coreId) {
    return tx.createQuery(
            "UPDATE cores SET secret_revision = secret_revision + 1 WHERE id = :id RETURNING secret_revision")
        .bind("id", coreId)
        .mapTo(Long.class)
        .one();
  }

  private static PlacementRecord placed(
      Handle tx, Operation operation, CoreRecord core, long generation) {
    tx.execute(
        "UPDATE cores SET state = 'deploying', generation = ? WHERE id = ?", generation, core.id());
    PlacementRecord placement = byOperation(tx, operation.id()).orElseThrow();
    Actor actor = new Actor(operation.requester(), operation.requestId(), operation.id());
    EventLog.append(
        tx,
        "core/" + core.id(),
        "core.placed",
        actor,
        core.state(),
        "deploying",
        placement.hostId() + " slot " + placement.slot());
    return placement;
  }

  /** A lost core goes back to where its database is. */
  private static Optional<String> serverWithRoom(Handle tx, PlaceCommand command) {
    return tx.createQuery(
            """
            SELECT name FROM database_servers
            WHERE region = :region AND connections_reserved + :connections <= connection_budget
              AND name = coalesce((SELECT database_server FROM cores WHERE id = :coreId AND lost_at IS NOT NULL), name)
            ORDER BY connections_reserved::float / connection_budget, name LIMIT 1 FOR UPDATE
            """)
        .bind("region", command.operation().region())
        .bind("connections", command.connections())
        .bind("coreId", command.coreId())
        .mapTo(String.class)
        .findOne();
  }

  /** What the core is without this placement: as lost as before, or absent. */
  private static String absent(Handle tx, PlacementRecord placement) {
    return tx.createQuery(
            """
            UPDATE cores SET state = CASE WHEN lost_at IS NULL THEN 'absent' ELSE 'lost' END
            WHERE id = :coreId AND generation = :generation AND state = 'deploying' RETURNING state
            """)
        .bindMethods(placement)
        .mapTo(String.class)
        .findOne()
        .orElse("absent");
  }

  private static Optional<PlacementRecord> lockedByOperation(Handle tx, String operationId) {
    tx.createQuery("SELECT region, plan FROM operations WHERE id = :id")
        .bind("id", operationId)
        .map((row, _) -> new String[] {row.getString(1), row.getString(2)})
        .findOne()
        .ifPresent(of -> PlacingLock.take(tx, of[0], of[1]));
    return byOperation(tx, operationId);
  }

  private static Optional<PlacementRecord> byOperation(Handle db, String operationId) {
    return db.createQuery(SELECT + "WHERE p.operation_id = :id ORDER BY p.generation DESC LIMIT 1")
        .bind("id", operationId)
        .mapTo(PlacementRecord.class)
        .findOne();
  }
}
