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

  /** A placement that is to be made. */
  public record NewPlacement(
      String operationId,
      String coreId,
      long generation,
      long secretRevision,
      String hostId,
      String databaseServer,
      int connections,
      String containerImage,
      int memoryMegabytes) {}

  /** The newest placement of this operation. */
  static Optional<Placement> ofOperation(Sql db, String operationId) {
    return db.find(
        Placement.class,
        "SELECT * FROM placements WHERE operation_id = ? ORDER BY generation DESC LIMIT 1",
        operationId);
  }

  /** The placement that this operation holds. */
  static Optional<Placement> heldBy(Transaction tx, String operationId) {
    return tx.find(
        Placement.class,
        "SELECT * FROM placements WHERE operation_id = ? AND state = 'held'",
        operationId);
  }

  /** The placement that serves a core. */
  public static Optional<Placement> current(Transaction tx, String coreId) {
    return tx.find(
        Placement.class,
        "SELECT * FROM placements WHERE core_id = ? AND role = 'current' AND state = 'held'",
        coreId);
  }

  /** Takes the lowest slot of the host that is free. */
  static void add(Transaction tx, NewPlacement placement) {
    tx.executeFor(
        placement,
        """
            INSERT INTO placements (operation_id, core_id, generation, secret_revision, host_id, host_slots, slot,
                                    state, database_server, connections, container_image, memory_megabytes)
            SELECT :operationId, :coreId, :generation, :secretRevision, h.id, h.slots,
                   (SELECT min(s) FROM generate_series(0, h.slots - 1) s
                    WHERE s NOT IN (SELECT slot FROM placements WHERE host_id = h.id)),
                   'held', :databaseServer, :connections, :containerImage, :memoryMegabytes
            FROM hosts h WHERE h.id = :hostId
            """);
  }

  /** Gives the slot that the core holds to another operation. */
  static void handOver(Transaction tx, PlaceCommand command, long generation, long secretRevision) {
    tx.execute(
        """
            UPDATE placements SET operation_id = ?, generation = ?, secret_revision = ?, container_image = ?,
                   memory_megabytes = ?
            WHERE core_id = ? AND role = 'current' AND state = 'held'
            """,
        command.operation().id(),
        generation,
        secretRevision,
        command.containerImage(),
        command.memoryMegabytes(),
        command.coreId());
  }

  /** Makes the slot free. */
  static void free(Transaction tx, Placement placement) {
    tx.execute(
        "DELETE FROM placements WHERE core_id = ? AND generation = ?",
        placement.coreId(),
        placement.generation());
  }

  /** Keeps a slot from every core: something may still run in it. */
  public static void quarantine(Transaction tx, Placement placement) {
    tx.execute(
        "UPDATE placements SET state = ? WHERE core_id = ? AND generation = ?",
        SlotState.QUARANTINED,
        placement.coreId(),
        placement.generation());
  }

  /** Frees the slots of a lost host that are quarantined, or that lost cores held. */
  static void deleteEnded(Transaction tx, String hostId) {
    tx.execute(
        """
        DELETE FROM placements p USING cores c
        WHERE p.host_id = ? AND p.core_id = c.id AND (p.state = 'quarantined' OR p.role = 'current' AND c.state = 'lost')
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
