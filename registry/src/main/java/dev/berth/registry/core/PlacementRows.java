package dev.berth.registry.core;

import dev.berth.model.Placement;
import dev.berth.model.SlotState;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.sql.Sql;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;

/** The rows of placements. Every change of a slot's state is made here, and nowhere else. */
public final class PlacementRows {
  private PlacementRows() {}

  /** The newest placement of this operation. */
  static Optional<Placement> ofOperation(Sql db, String operationId) {
    return find(db, "operation_id = ? ORDER BY generation DESC LIMIT 1", operationId);
  }

  /** The placement that this operation holds. */
  static Optional<Placement> heldBy(Transaction tx, String operationId) {
    return find(tx, "operation_id = ? AND state = 'held'", operationId);
  }

  /** The placement that serves a core. */
  public static Optional<Placement> current(Transaction tx, String coreId) {
    return find(tx, "core_id = ? AND role = 'current' AND state = 'held'", coreId);
  }

  private static Optional<Placement> find(Sql db, String where, String id) {
    return db.find(Placement.class, "SELECT * FROM placements WHERE " + where, id);
  }

  /** Takes the lowest slot of the host that is free. */
  static void add(Transaction tx, PlaceCommand command, String host, String server) {
    tx.execute(
        """
        INSERT INTO placements (operation_id, core_id, generation, secret_revision, host_id, host_slots, slot,
                                state, database_server, connections, container_image, memory_megabytes)
        SELECT ?, c.id, c.generation + 1, c.secret_revision + 1, h.id, h.slots,
               (SELECT min(s) FROM generate_series(0, h.slots - 1) s
                WHERE s NOT IN (SELECT slot FROM placements WHERE host_id = h.id)),
               'held', ?, ?, ?, ?
        FROM hosts h, cores c WHERE h.id = ? AND c.id = ?
        """,
        command.operation().id(),
        server,
        command.connections(),
        command.containerImage(),
        command.memoryMegabytes(),
        host,
        command.coreId());
  }

  /** Gives the slot that the core holds to another operation. */
  static void handOver(Transaction tx, PlaceCommand command) {
    tx.execute(
        """
        UPDATE placements p SET operation_id = ?, generation = c.generation + 1,
               secret_revision = c.secret_revision + 1, container_image = ?, memory_megabytes = ?
        FROM cores c WHERE c.id = ? AND p.core_id = c.id AND p.role = 'current' AND p.state = 'held'
        """,
        command.operation().id(),
        command.containerImage(),
        command.memoryMegabytes(),
        command.coreId());
  }

  /** Makes the slot free. */
  static void free(Transaction tx, Placement placement) {
    String delete = "DELETE FROM placements WHERE core_id = ? AND generation = ?";
    tx.execute(delete, placement.coreId(), placement.generation());
  }

  /** Keeps a slot from every core: something may still run in it. */
  public static void quarantine(Transaction tx, Placement placement) {
    String update = "UPDATE placements SET state = ? WHERE core_id = ? AND generation = ?";
    tx.execute(update, SlotState.QUARANTINED, placement.coreId(), placement.generation());
  }

  /** Frees the slots of a lost host that are quarantined, or that lost cores held. */
  static void deleteEnded(Transaction tx, String hostId) {
    tx.execute(
        """
        DELETE FROM placements p USING cores c
        WHERE p.host_id = ? AND p.core_id = c.id
          AND (p.state = 'quarantined' OR p.role = 'current' AND c.state = 'lost')
        """,
        hostId);
  }

  /** Frees the quarantined slots of a host on whose old instance nothing runs any more. */
  public static void endQuarantine(Transaction tx, String hostId) {
    tx.execute("DELETE FROM placements WHERE host_id = ? AND state = 'quarantined'", hostId);
  }

  /** A slot and the operation that took it. */
  public record Taken(String operationId, @Nested Placement placement) {}

  /** The slots of a host whose cores are ready, by slot. */
  public static List<Taken> readyOn(Transaction tx, String hostId) {
    return tx.list(
        Taken.class,
        """
        SELECT p.* FROM placements p JOIN cores c ON c.id = p.core_id
        WHERE p.host_id = ? AND p.role = 'current' AND p.state = 'held' AND c.state = 'ready' ORDER BY p.slot
        """,
        hostId);
  }
}
