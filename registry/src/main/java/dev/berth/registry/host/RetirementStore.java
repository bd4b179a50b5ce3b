package dev.berth.registry.host;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.OperationKind.Subject;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.util.List;
import java.util.Optional;

/** Hosts on their way out: claimed by the operation that retires them, then settled. */
public record RetirementStore(Database db) {
  /**
   * Takes charge of a host for an operation, which is opened. A host that goes is unwanted from
   * here on, so that no core is placed on it; any other, and an unknown one, stays as it is.
   *
   * @param settledToo whether a ready or stopped host goes, too; else only one that is not settled
   * @return false when slots are taken on a host that would go, or a pool waits for it to be
   *     launched; then nothing was changed
   */
  public boolean claim(Operation operation, boolean settledToo) {
    return db.in(
        tx -> {
          PlacingLock.take(tx, operation.region(), operation.plan());
          Optional<HostRecord> going =
              HostRows.lock(tx, operation.hostId())
                  .filter(host -> host.unsettled() || (settledToo && host.embodied()));
          if (going.filter(host -> needed(host, settledToo)).isPresent()) {
            return false;
          }
          OperationStore.open(tx, operation);
          going.ifPresent(
              host -> {
                Change claimed =
                    Change.of(EventType.HOST_CLAIMED, operation.actor(), "to be retired");
                claimed.clear("pooled", "replaced_by").set("operation_id", operation.id());
                HostRows.transition(tx, host, HostState.UNWANTED, claimed);
              });
          return true;
        });
  }

  private static boolean needed(HostRecord host, boolean settledToo) {
    return host.used() > 0 || (host.pooled() != null && !settledToo);
  }

  /**
   * Closes the operation; a host that was unwanted is retired. Idempotent.
   *
   * @param instanceIds what was terminated, for the event log
   */
  public void settle(String hostId, String operationId, List<String> instanceIds, String receipt) {
    db.run(
        tx -> {
          Optional<HostRecord> host = HostRows.lock(tx, hostId);
          if (!OperationStore.finish(tx, operationId, receipt)) {
            return;
          }
          Actor actor = OperationStore.actor(tx, operationId);
          String ended =
              instanceIds.isEmpty() ? "no instance was left" : String.join(", ", instanceIds);
          if (host.filter(h -> h.state() == HostState.UNWANTED).isPresent()) {
            Change retired = Change.of(EventType.HOST_RETIRED, actor, ended);
            HostRows.transition(tx, host.get(), HostState.RETIRED, retired);
          } else {
            HostState state = host.map(HostRecord::state).orElse(null);
            String subject = Subject.HOST.named(hostId);
            tx.append(subject, EventType.HOST_INSTANCES_TERMINATED, actor, state, state, ended);
          }
        });
  }
}
