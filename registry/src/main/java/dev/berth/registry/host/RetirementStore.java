package dev.berth.registry.host;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Hosts on their way out: claimed by the operation that retires them, then settled. */
public final class RetirementStore {
  private static final Set<String> THERE = Set.of("ready", "stopped");

  private final Jdbi jdbi;

  /** Made by the registry. */
  public RetirementStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Takes charge of a host for an operation, which is opened. A host that goes is unwanted from
   * here on, so that nobody is placed on it; any other, and an unknown one, stays as it is.
   *
   * @param settledToo whether a ready or stopped host goes, too; else only one that is not settled
   * @return false when slots are taken on a host that would go, or a pool waits for it to be
   *     launched; then nothing was changed
   */
  public boolean claim(Operation operation, boolean settledToo) {
    return jdbi.inTransaction(
        tx -> {
          PlacingLock.take(tx, operation.region(), operation.plan());
          Optional<HostRecord> host = lock(tx, operation.hostId());
          boolean goes =
              host.filter(h -> h.unsettled() || (settledToo && THERE.contains(h.state())))
                  .isPresent();
          if (goes && (host.get().used() > 0 || (host.get().pooled() != null && !settledToo))) {
            return false;
          }
          OperationStore.open(tx, operation);
          if (goes) {
            tx.execute(
                """
                UPDATE hosts SET state = 'unwanted', settled_at = NULL, pooled = NULL, replaced_by = NULL, operation_id = ?
                WHERE id = ?
                """,
                operation.id(),
                operation.hostId());
            append(tx, operation.id(), host.get(), "host.claimed", "unwanted", "to be retired");
          }
          return true;
        });
  }

  /**
   * Closes the operation; a host that was unwanted is retired. The second time is harmless.
   *
   * @param instanceIds what was terminated, for the event log
   */
  public void settle(String hostId, String operationId, List<String> instanceIds, String receipt) {
    jdbi.useTransaction(
        tx -> {
          Optional<HostRecord> host = lock(tx, hostId);
          if (!OperationStore.ready(tx, operationId, receipt)) {
            return;
          }
          boolean retired =
              tx.execute(
                      """
                      UPDATE hosts SET state = 'retired', settled_at = now() WHERE id = ? AND state = 'unwanted'
                      """,
                      hostId)
                  > 0;
          String before = host.map(HostRecord::state).orElse(null);
          EventLog.append(
              tx,
              "host/" + hostId,
              retired ? "host.retired" : "host.instances-terminated",
              OperationStore.actor(tx, operationId),
              before,
              retired ? "retired" : before,
              instanceIds.isEmpty() ? "no instance was left" : String.join(", ", instanceIds));
        });
  }

  private static Optional<HostRecord> lock(Handle tx, String id) {
    return tx.createQuery(HostStore.SELECT + "WHERE h.id = :id FOR UPDATE OF h")
        .bind("id", id)
        .mapTo(HostRecord.class)
        .findOne();
  }

  private static void append(
      Handle tx, String operationId, HostRecord host, String type, String after, String reason) {
    EventLog.append(
        tx,
        "host/" + host.id(),
        type,
        OperationStore.actor(tx, operationId),
        host.state(),
        after,
        reason);
  }
}
