package dev.berth.registry.operation;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Operations: opened in the transaction of their first step, closed in that of their last. */
public final class OperationStore {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public OperationStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The operation of this id. */
  public Optional<Operation> find(String id) {
    return jdbi.withHandle(
        db ->
            db.createQuery("SELECT * FROM operations WHERE id = :id")
                .bind("id", id)
                .mapTo(Operation.class)
                .findOne());
  }

  /** The newest operation on a core. */
  public Optional<Operation> newestOf(String customer, String environment) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT * FROM operations WHERE customer = :customer AND environment = :environment
                    ORDER BY started_at DESC LIMIT 1
                    """)
                .bind("customer", customer)
                .bind("environment", environment)
                .mapTo(Operation.class)
                .findOne());
  }

  /** Newest first. */
  public List<Operation> newest(int limit) {
    return newest("", limit);
  }

  /** Newest first, those that are older than this operation; all when it is empty. */
  public List<Operation> newest(String after, int limit) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT * FROM operations
                    WHERE :after = '' OR (started_at, id) < (SELECT started_at, id FROM operations WHERE id = :after)
                    ORDER BY started_at DESC, id DESC LIMIT :limit
                    """)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(Operation.class)
                .list());
  }

  /** The operations in a region that have not ended, oldest first. */
  public List<Operation> running(String region) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT * FROM operations WHERE region = :region AND state = 'running' ORDER BY started_at, id
                    """)
                .bind("region", region)
                .mapTo(Operation.class)
                .list());
  }

  /** Those of these ids that were ever opened. */
  public Set<String> known(Collection<String> ids) {
    return jdbi.withHandle(
        db ->
            db.createQuery("SELECT id FROM operations WHERE id = ANY (:ids)")
                .bindArray("ids", String.class, ids)
                .mapTo(String.class)
                .set());
  }

  /**
   * Opens an operation within the caller's transaction. One of an earlier run of the same workflow
   * that never closed was terminated from outside: it is closed as {@code left}, because nobody
   * unwound it.
   */
  public static void open(Handle tx, Operation operation) {
    tx.createUpdate(
            """
            UPDATE operations SET state = 'left', reason = 'terminated', finished_at = now(),
                   message = 'the run was ended from outside and did not unwind'
            WHERE workflow_id = :workflowId AND state = 'running' AND id <> :id
            """)
        .bind("workflowId", operation.workflowId())
        .bind("id", operation.id())
        .execute();
    tx.createUpdate(
            """
            INSERT INTO operations (id, workflow_id, kind, customer, environment, host_id, region, plan, requester, request_id, state)
            VALUES (:id, :workflowId, :kind, :customer, :environment, :hostId, :region, :plan, :requester, :requestId, 'running')
            ON CONFLICT (id) DO NOTHING
            """)
        .bindMethods(operation)
        .execute();
  }

  /**
   * Closes an operation as asked, within the caller's transaction. The second time is harmless.
   *
   * @return false when it was closed already
   */
  public static boolean ready(Handle tx, String id, String receipt) {
    return tx.createUpdate(
                """
            UPDATE operations SET state = 'ready', receipt = :receipt::jsonb, finished_at = now()
            WHERE id = :id AND state = 'running'
            """)
            .bind("id", id)
            .bind("receipt", receipt)
            .execute()
        > 0;
  }

  /**
   * Closes an operation after its unwinding, unless it is closed. {@code state} is {@code unwound}
   * or {@code left}.
   */
  public void close(String id, String state, String reason, String message, String receipt) {
    jdbi.useTransaction(
        tx -> {
          Optional<Operation> closed =
              tx.createQuery(
                      """
                      UPDATE operations SET state = :state, reason = :reason, message = :message, receipt = :receipt::jsonb,
                             finished_at = now()
                      WHERE id = :id AND state = 'running' RETURNING *
                      """)
                  .bind("id", id)
                  .bind("state", state)
                  .bind("reason", reason)
                  .bind("message", message)
                  .bind("receipt", receipt)
                  .mapTo(Operation.class)
                  .findOne();
          closed.ifPresent(
              o ->
                  EventLog.append(
                      tx, subject(tx, o), "operation.closed", actor(o), "running", state, reason));
        });
  }

  /**
   * Appends to the event log what happened to an operation. One that has not placed yet has no row
   * and no core: the event is about the operation itself then.
   *
   * @param by who did it; null when the operation itself did
   */
  public void note(
      String id,
      String type,
      String by,
      String requestId,
      String before,
      String after,
      String reason) {
    jdbi.useTransaction(
        tx -> {
          Optional<Operation> operation =
              tx.createQuery("SELECT * FROM operations WHERE id = :id")
                  .bind("id", id)
                  .mapTo(Operation.class)
                  .findOne();
          String subject = operation.map(o -> subject(tx, o)).orElse("operation/" + id);
          String actor = by != null ? by : operation.map(Operation::requester).orElse("berth");
          String request =
              by != null ? requestId : operation.map(Operation::requestId).orElse(null);
          EventLog.append(tx, subject, type, new Actor(actor, request, id), before, after, reason);
        });
  }

  /** Who asked for an operation, within the caller's transaction. */
  public static Actor actor(Handle tx, String operationId) {
    return tx.createQuery("SELECT requester, request_id FROM operations WHERE id = :id")
        .bind("id", operationId)
        .map((row, _) -> new Actor(row.getString(1), row.getString(2), operationId))
        .one();
  }

  private static String subject(Handle tx, Operation operation) {
    if (operation.kind().equals("sweep")) {
      return "region/" + operation.region();
    }
    if (operation.kind().endsWith("-image")) {
      return operation.workflowId();
    }
    return operation.hostId() != null
        ? "host/" + operation.hostId()
        : "core/"
            + tx.createQuery(
                    "SELECT id FROM cores WHERE customer = :customer AND environment = :environment")
                .bindMethods(operation)
                .mapTo(String.class)
                .one();
  }

  private static Actor actor(Operation operation) {
    return new Actor(operation.requester(), operation.requestId(), operation.id());
  }
}
