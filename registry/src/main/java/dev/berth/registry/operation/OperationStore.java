package dev.berth.registry.operation;

import dev.berth.model.EventType;
import dev.berth.model.FailureType;
import dev.berth.model.OperationKind.Subject;
import dev.berth.model.OperationState;
import dev.berth.model.Requester;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.operation.OperationQuery.Live;
import dev.berth.registry.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operations: opened in the transaction of their first step, closed in that of their last. */
public record OperationStore(Database db) {
  private static final String SELECT =
      "SELECT *, requester AS requester_name, request_id AS requester_request_id FROM operations ";

  /** The operation of this id. */
  public Optional<Operation> find(String id) {
    return find(db, id);
  }

  /** The newest operation on a core. */
  public Optional<Operation> newestOf(String customer, String environment) {
    String query = "WHERE customer = ? AND environment = ? ORDER BY started_at DESC LIMIT 1";
    return db.find(Operation.class, SELECT + query, customer, environment);
  }

  /** Newest first, those that are older than this operation; all when it is empty. */
  public List<Operation> newest(String after, int limit) {
    return newest(OperationQuery.ALL, List.of(), after, limit);
  }

  /**
   * The same, restricted.
   *
   * @param live what operations that run do just now
   */
  public List<Operation> newest(OperationQuery query, List<Live> live, String after, int limit) {
    String page =
        """
        AND (:after = ''
             OR (started_at, id) < (SELECT started_at, id FROM operations WHERE id = :after))
        ORDER BY started_at DESC, id DESC LIMIT :limit
        """;
    return db.listFor(
        Operation.class,
        SELECT + OperationQuery.LIVE + "WHERE " + OperationQuery.WHERE + page,
        query,
        Map.of(
            "liveIds", Sql.array(live.stream().map(Live::id).toList()),
            "liveStates", Sql.array(live.stream().map(now -> now.state().word()).toList()),
            "liveReasons", Sql.array(live.stream().map(Live::reason).toList()),
            "after", after,
            "limit", limit));
  }

  /** The operations that have not ended, oldest first. */
  public List<Operation> running() {
    String query = "WHERE state = 'running' ORDER BY started_at, id";
    return db.list(Operation.class, SELECT + query);
  }

  /** Those of them in a region. */
  public List<Operation> running(String region) {
    String query = "WHERE region = ? AND state = 'running' ORDER BY started_at, id";
    return db.list(Operation.class, SELECT + query, region);
  }

  /** Those of these ids that were ever opened. */
  public Set<String> known(Collection<String> ids) {
    return Set.copyOf(
        db.list(String.class, "SELECT id FROM operations WHERE id = ANY (?)", Sql.array(ids)));
  }

  /**
   * Opens an operation within the caller's transaction. An earlier run of the same workflow that
   * never closed was terminated from outside: it is closed as {@code left}, because nothing unwound
   * it. Harmless when it was opened before.
   *
   * @throws OperationEnded when it was closed, which is possible before it is opened, too
   */
  public static void open(Transaction tx, Operation operation) {
    lock(tx, operation.id());
    if (hasEnded(tx, operation.id())) {
      throw new OperationEnded(operation.id());
    }
    insert(tx, operation);
  }

  /** An operation that found nothing to do, or was closed, is not opened later. */
  public static void neverOpen(Transaction tx, String id) {
    lock(tx, id);
    tx.execute(
        """
        INSERT INTO operations_never_opened (id)
        SELECT ? WHERE NOT EXISTS (SELECT FROM operations WHERE id = ?) ON CONFLICT DO NOTHING
        """,
        id,
        id);
  }

  /**
   * Goes on only while the operation is open, within the caller's transaction.
   *
   * @throws OperationEnded when it is not
   */
  public static void requireOpen(Transaction tx, String id) {
    lock(tx, id);
    if (find(tx, id).filter(Operation::running).isEmpty()) {
      throw new OperationEnded(id);
    }
  }

  /**
   * Notes an operation that ends in its first step, within the caller's transaction.
   *
   * @return false when it was noted before
   */
  public static boolean note(
      Transaction tx,
      Operation operation,
      OperationState state,
      String reason,
      String message,
      String receipt) {
    lock(tx, operation.id());
    return !hasEnded(tx, operation.id())
        && insert(tx, operation)
        && end(tx, operation.id(), state, reason, message, receipt);
  }

  private static boolean insert(Transaction tx, Operation operation) {
    tx.list(
            String.class,
            "SELECT id FROM operations WHERE workflow_id = ? AND state = 'running' AND id <> ?",
            operation.workflowId(),
            operation.id())
        .forEach(
            id -> {
              String why = "the run was ended from outside and did not unwind";
              end(tx, id, OperationState.LEFT, FailureType.TERMINATED.word(), why, null);
            });
    boolean isNew =
        tx.executeFor(
                operation,
                """
            INSERT INTO operations (id, workflow_id, kind, customer, environment, host_id, region, plan,
                                    requester, request_id, state)
            VALUES (:id, :workflowId, :kind, :customer, :environment, :hostId, :region, :plan,
                    :requester.name, :requester.requestId, 'running')
            ON CONFLICT (id) DO NOTHING
            """)
            > 0;
    if (isNew) {
      OperationLog.started(operation);
    }
    return isNew;
  }

  /** An operation is opened and closed one after the other, in whichever order attempts come. */
  private static void lock(Transaction tx, String id) {
    tx.lock("berth/operation/" + id);
  }

  private static boolean hasEnded(Transaction tx, String id) {
    return tx.one(
        Boolean.class,
        """
        SELECT EXISTS (SELECT FROM operations WHERE id = ? AND state <> 'running')
            OR EXISTS (SELECT FROM operations_never_opened WHERE id = ?)
        """,
        id,
        id);
  }

  /**
   * The one change of an operation's state, within the caller's transaction. Whatever a run did in
   * between, the registry goes from running to an end.
   *
   * @param reason a stable word when it did not end as asked, else null
   * @param receipt JSON, or null
   * @return false when it is closed already, or was never opened; then nothing was changed
   * @throws IllegalArgumentException when the state is no end
   */
  public static boolean end(
      Transaction tx,
      String id,
      OperationState state,
      String reason,
      String message,
      String receipt) {
    if (!state.ended()) {
      throw new IllegalArgumentException(
          "operation %s cannot be closed as %s".formatted(id, state.word()));
    }
    boolean ends =
        tx.execute(
                """
            UPDATE operations SET state = ?, reason = ?, message = ?, receipt = ?::jsonb, finished_at = now()
            WHERE id = ? AND state = 'running'
            """,
                state,
                reason,
                message,
                receipt,
                id)
            > 0;
    if (ends) {
      OperationLog.ended(find(tx, id).orElseThrow());
    }
    return ends;
  }

  /**
   * Closes an operation as asked, within the caller's transaction.
   *
   * @return false when it was closed already
   */
  public static boolean finish(Transaction tx, String id, String receipt) {
    return end(tx, id, OperationState.READY, null, null, receipt);
  }

  /**
   * Closes an operation after its unwinding, unless it is closed. One that was never opened cannot
   * be opened any more.
   *
   * @param state {@code unwound} or {@code left}
   */
  public void close(
      String id, OperationState state, FailureType reason, String message, String receipt) {
    db.run(
        tx -> {
          neverOpen(tx, id);
          if (end(tx, id, state, reason.word(), message, receipt)) {
            Operation operation = find(tx, id).orElseThrow();
            String subject = subject(tx, operation);
            OperationState before = OperationState.RUNNING;
            EventType type = EventType.OPERATION_CLOSED;
            tx.append(subject, type, operation.actor(), before, state, reason.word());
          }
        });
  }

  /**
   * Appends to the event log what happened to an operation. One that has not placed yet has no row
   * and no core: the event is about the operation itself then.
   *
   * @param by the requester of the change; null when the operation itself made it
   */
  public void note(
      String id,
      EventType type,
      Requester by,
      OperationState before,
      OperationState after,
      String reason) {
    db.run(
        tx -> {
          Optional<Operation> operation = find(tx, id);
          String subject = operation.map(o -> subject(tx, o)).orElse("operation/" + id);
          Requester own = operation.map(Operation::requester).orElse(Requester.BERTH);
          tx.append(subject, type, new Actor(by == null ? own : by, id), before, after, reason);
          operation
              .filter(_ -> type == EventType.OPERATION_HELD)
              .ifPresent(held -> OperationLog.held(held, reason));
        });
  }

  /** The cause of what this operation changes, within the caller's transaction. */
  public static Actor actor(Transaction tx, String operationId) {
    return find(tx, operationId).orElseThrow().actor();
  }

  /** The operation of this id, for a caller that has a connection. */
  public static Optional<Operation> find(Sql db, String id) {
    return db.find(Operation.class, SELECT + "WHERE id = ?", id);
  }

  private static String subject(Transaction tx, Operation operation) {
    return switch (operation.kind().subject()) {
      case HOST -> Subject.HOST.named(operation.hostId());
      case IMAGE -> operation.workflowId();
      case REGION -> Subject.REGION.named(operation.region());
      case CORE -> Subject.CORE.named(coreId(tx, operation.customer(), operation.environment()));
    };
  }

  private static String coreId(Transaction tx, String customer, String environment) {
    String query = "SELECT id FROM cores WHERE customer = ? AND environment = ?";
    return tx.one(String.class, query, customer, environment);
  }
}
