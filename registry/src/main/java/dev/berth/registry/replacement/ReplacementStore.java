package dev.berth.registry.replacement;

import dev.berth.registry.core.PlacementRecord;
import dev.berth.registry.event.EventLog;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.HostStore;
import dev.berth.registry.host.HostStore.Embodiment;
import dev.berth.registry.host.PlacingLock;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Hosts that move to another instance with their cores. As long as {@code replaced_by} says so, the
 * host stays ready, nobody is placed on it, and whoever waits for it waits on.
 */
public final class ReplacementStore {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public ReplacementStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Takes charge of a host for an operation, which is opened. What an earlier operation began and
   * could not end goes over to this one.
   *
   * @param instanceId the instance that is to be replaced; null: whichever embodies the host
   * @return the host; empty when it is not ready, another instance embodies it, or no slot is taken
   *     on it: then there is nothing to replace, and nothing was changed
   */
  public Optional<HostRecord> claim(Operation operation, String instanceId, String why) {
    return jdbi.inTransaction(
        tx -> {
          PlacingLock.take(tx, operation.region(), operation.plan());
          Optional<HostRecord> found = lock(tx, operation.hostId());
          if (found.isEmpty() || !found.get().state().equals("ready")) {
            return Optional.empty();
          }
          HostRecord host = found.get();
          boolean begun = host.replacedBy() != null;
          boolean due = instanceId == null || instanceId.equals(host.instanceId());
          if (!begun && !(due && host.used() > 0)) {
            return Optional.empty();
          }
          if (!operation.id().equals(host.replacedBy())) {
            OperationStore.open(tx, operation);
            tx.execute(
                "UPDATE hosts SET replaced_by = ?, operation_id = ? WHERE id = ?",
                operation.id(),
                operation.id(),
                host.id());
            append(tx, operation.id(), host, "host.claimed", "to be replaced: " + why);
          }
          return found;
        });
  }

  /** Gives the host back as it was, if this operation is in charge: its instance stays. */
  public void giveUp(String hostId, String operationId) {
    jdbi.useTransaction(
        tx -> {
          Optional<HostRecord> host = inCharge(tx, hostId, operationId);
          if (host.isPresent()) {
            tx.execute("UPDATE hosts SET replaced_by = NULL WHERE id = ?", hostId);
            String stays = "stays on " + host.get().instanceId();
            append(tx, operationId, host.get(), "host.not-replaced", stays);
          }
        });
  }

  /**
   * Moves the host to its new instance. Nothing runs on the old one any more, so that quarantined
   * slots end, and a core that was started there is registered no more.
   *
   * @return the slots of the cores that were ready, which have to be started again; empty when
   *     another operation is in charge
   */
  public Optional<List<PlacementRecord>> move(
      String hostId, String operationId, Embodiment instance) {
    return jdbi.inTransaction(
        tx -> {
          Optional<HostRecord> found = inCharge(tx, hostId, operationId);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          HostRecord host = found.get();
          if (!instance.instanceId().equals(host.instanceId())) {
            HostStore.embody(tx, hostId, instance);
            tx.execute(
                "DELETE FROM placements WHERE host_id = ? AND state = 'quarantined'", hostId);
            append(
                tx,
                operationId,
                host,
                "host.moved",
                "from %s to %s".formatted(host.instanceId(), instance.instanceId()));
          }
          return Optional.of(ready(tx, hostId));
        });
  }

  /** A core answers at its host's new address. Its URL stays. The second time is harmless. */
  public void readdress(String coreId, long generation, String address, String operationId) {
    jdbi.useTransaction(
        tx -> {
          int moved =
              tx.createUpdate(
                      """
                      UPDATE cores SET address = :address
                      WHERE id = :coreId AND generation = :generation AND state = 'ready' AND address <> :address
                      """)
                  .bind("coreId", coreId)
                  .bind("generation", generation)
                  .bind("address", address)
                  .execute();
          if (moved > 0) {
            EventLog.append(
                tx,
                "core/" + coreId,
                "core.moved",
                OperationStore.actor(tx, operationId),
                "ready",
                "ready",
                "to " + address);
          }
        });
  }

  /**
   * Closes the operation: the host is whole again. A core that an operator went on without is lost,
   * and its slot is quarantined: something of it may run there. The second time is harmless.
   */
  public void settle(String hostId, String operationId, String receipt) {
    jdbi.useTransaction(
        tx -> {
          Optional<HostRecord> found = inCharge(tx, hostId, operationId);
          if (found.isEmpty()) {
            return;
          }
          HostRecord host = found.get();
          tx.execute("UPDATE hosts SET replaced_by = NULL WHERE id = ?", hostId);
          List<String> lost = loseOthers(tx, host);
          OperationStore.ready(tx, operationId, receipt);
          append(tx, operationId, host, "host.replaced", "by " + host.instanceId());
          lost.forEach(
              core ->
                  EventLog.append(
                      tx,
                      "core/" + core,
                      "core.lost",
                      OperationStore.actor(tx, operationId),
                      "ready",
                      "lost",
                      "not started again on host " + hostId));
        });
  }

  private static List<String> loseOthers(Handle tx, HostRecord host) {
    return tx.createQuery(
            """
            WITH lost AS (
              UPDATE cores c SET state = 'lost', lost_at = now(), database_server = p.database_server FROM placements p
              WHERE p.host_id = :host AND p.state = 'held' AND p.core_id = c.id AND c.state = 'ready'
                AND left(c.address, length(:address) + 1) <> :address || ':'
              RETURNING c.id)
            UPDATE placements SET state = 'quarantined' FROM lost
            WHERE host_id = :host AND state = 'held' AND core_id = lost.id RETURNING core_id
            """)
        .bind("host", host.id())
        .bind("address", host.address())
        .mapTo(String.class)
        .list();
  }

  private static List<PlacementRecord> ready(Handle tx, String hostId) {
    return tx.createQuery(
            """
            SELECT p.*, p.container_image AS image
            FROM placements p JOIN cores c ON c.id = p.core_id AND c.generation = p.generation
            WHERE p.host_id = :host AND p.state = 'held' AND c.state = 'ready' ORDER BY p.slot
            """)
        .bind("host", hostId)
        .mapTo(PlacementRecord.class)
        .list();
  }

  /** The host, if this operation replaces its instance; a restored registry may not have it. */
  private static Optional<HostRecord> inCharge(Handle tx, String id, String operationId) {
    return lock(tx, id).filter(host -> operationId.equals(host.replacedBy()));
  }

  private static Optional<HostRecord> lock(Handle tx, String id) {
    return tx.createQuery(HostStore.SELECT + "WHERE h.id = :id FOR UPDATE OF h")
        .bind("id", id)
        .mapTo(HostRecord.class)
        .findOne();
  }

  private static void append(
      Handle tx, String operationId, HostRecord host, String type, String reason) {
    EventLog.append(
        tx,
        "host/" + host.id(),
        type,
        OperationStore.actor(tx, operationId),
        host.state(),
        host.state(),
        reason);
  }
}
