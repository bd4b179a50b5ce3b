package dev.berth.registry.core;

import static dev.berth.registry.core.CoreRows.SELECT;

import dev.berth.model.CoreState;
import dev.berth.model.EventType;
import dev.berth.model.Placement;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import dev.berth.registry.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Cores as their owners see them: read, registered once they are ready, and operated on then. */
public record CoreStore(Database db) {
  /** The core of a customer's environment, if it was ever asked for. */
  public Optional<CoreRecord> find(String customer, String environment) {
    String query = SELECT + "WHERE c.customer = ? AND c.environment = ?";
    return db.find(CoreRecord.class, query, customer, environment);
  }

  /** The core of this id. */
  public Optional<CoreRecord> find(String id) {
    return CoreRows.find(db, id);
  }

  /** The ready cores whose address is on this host. */
  public List<CoreRecord> readyAt(String hostAddress) {
    return db.list(
        CoreRecord.class,
        SELECT + "WHERE c.state = 'ready' AND left(c.address, length(?) + 1) = ? || ':'",
        hostAddress,
        hostAddress);
  }

  /** All cores that are there or on their way, by customer and environment. */
  public List<CoreRecord> list() {
    return list(CoreQuery.ALL, "", "", Integer.MAX_VALUE);
  }

  /** The first that come after this customer's environment, which may be empty texts. */
  public List<CoreRecord> list(CoreQuery query, String customer, String environment, int limit) {
    String page =
        """
        AND (c.customer, c.environment) > (:afterCustomer, :afterEnvironment)
        ORDER BY c.customer, c.environment LIMIT :limit
        """;
    return db.listFor(
        CoreRecord.class,
        SELECT + "WHERE " + CoreQuery.WHERE + page,
        query,
        Map.of("afterCustomer", customer, "afterEnvironment", environment, "limit", limit));
  }

  /** Which secrets of each core may still be needed, by core id. */
  public Map<String, NeededSecrets> neededSecrets() {
    return db
        .list(
            NeededSecrets.class,
            """
            SELECT c.id AS core_id, c.secret_revision AS newest, array_remove(
                     array_agg(p.secret_revision)
                     || CASE WHEN c.state <> 'absent' THEN c.secret_revision END
                     || substring(c.key_reference FROM '[0-9]+$')::bigint, NULL) AS revisions
            FROM cores c LEFT JOIN placements p ON p.core_id = c.id
            GROUP BY c.id
            """)
        .stream()
        .collect(Collectors.toMap(NeededSecrets::coreId, Function.identity()));
  }

  /** Which of these cores never were ready and are not on their way, by core id. */
  public Map<String, NeverReadyCore> neverReady(Collection<String> ids) {
    return db
        .list(
            NeverReadyCore.class,
            """
            SELECT c.id AS core_id, coalesce(array_agg(o.id) FILTER (
                     WHERE o.state IN ('unwound', 'left') AND o.receipt IS NOT NULL), '{}') AS unwound
            FROM cores c JOIN operations o USING (customer, environment)
            WHERE c.id = ANY (?) AND c.state = 'absent' AND c.ready_at IS NULL
              AND NOT EXISTS (SELECT FROM placements p WHERE p.core_id = c.id)
            GROUP BY c.id HAVING bool_and(o.state <> 'running')
            """,
            Sql.array(ids))
        .stream()
        .collect(Collectors.toMap(NeverReadyCore::coreId, Function.identity()));
  }

  /**
   * What a core looks like to its owner.
   *
   * @param version the tag of its container image
   */
  public record Registration(String url, String address, String version, String keyReference) {}

  /**
   * Makes the core of this operation visible to its owner and closes the operation. Idempotent.
   *
   * @return the core, or empty when a newer generation exists, or its host moved to another
   *     address: then nothing was changed
   */
  public Optional<CoreRecord> register(
      String operationId,
      String coreId,
      long generation,
      Registration registration,
      String receipt) {
    return db.in(
        tx -> {
          Optional<String> host = lockHostAddress(tx, coreId, generation);
          CoreRows.lock(tx, coreId)
              .filter(core -> core.generation() == generation)
              .filter(core -> core.state() == CoreState.DEPLOYING)
              .filter(_ -> host.isEmpty() || registration.address().startsWith(host.get() + ":"))
              .ifPresent(
                  core -> {
                    OperationStore.finish(tx, operationId, receipt);
                    Actor actor = OperationStore.actor(tx, operationId);
                    CoreRows.transition(
                        tx,
                        core,
                        CoreState.READY,
                        Change.of(EventType.CORE_REGISTERED, actor, null)
                            .set("url", registration.url())
                            .set("address", registration.address())
                            .set("version", registration.version())
                            .set("key_reference", registration.keyReference())
                            .setNow("ready_at")
                            .set("lost_at", null));
                  });
          return CoreRows.find(tx, coreId)
              .filter(core -> core.generation() == generation && core.ready());
        });
  }

  /**
   * Opens an operation on a core that is ready. Idempotent.
   *
   * @return the slot of the core; empty when it is not ready: then nothing was opened
   */
  public Optional<Placement> open(Operation operation) {
    return db.in(
        tx -> {
          Optional<Placement> slot =
              CoreRows.lock(tx, operation.customer(), operation.environment())
                  .filter(CoreRecord::ready)
                  .flatMap(core -> PlacementRows.current(tx, core.id()));
          slot.ifPresentOrElse(
              _ -> OperationStore.open(tx, operation),
              () -> OperationStore.neverOpen(tx, operation.id()));
          return slot;
        });
  }

  /** Closes an operation on a core as asked, and appends this event about the core. Idempotent. */
  public void finish(String operationId, EventType event, String why, String receipt) {
    db.run(
        tx -> {
          if (OperationStore.finish(tx, operationId, receipt)) {
            Operation operation = OperationStore.find(tx, operationId).orElseThrow();
            CoreRecord core =
                CoreRows.lock(tx, operation.customer(), operation.environment()).orElseThrow();
            CoreRows.update(tx, core, Change.of(event, operation.actor(), why));
          }
        });
  }

  /** A host does not move while one of its cores is registered there. */
  private static Optional<String> lockHostAddress(Transaction tx, String coreId, long generation) {
    return tx.find(
        String.class,
        """
        SELECT h.address FROM hosts h JOIN placements p ON p.host_id = h.id
        WHERE p.core_id = ? AND p.generation = ? FOR SHARE OF h
        """,
        coreId,
        generation);
  }
}
