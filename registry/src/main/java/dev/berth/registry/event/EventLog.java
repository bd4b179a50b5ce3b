package dev.berth.registry.event;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Append-only; written in the transaction that changes the state, as its last statement. */
public final class EventLog {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public EventLog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Who does it, on whose behalf. */
  public record Actor(String name, String requestId, String operationId) {}

  /** Events after a position, oldest first. */
  public List<Event> after(long position, int limit) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    "SELECT * FROM events WHERE position > :position ORDER BY position LIMIT :limit")
                .bind("position", position)
                .bind("limit", limit)
                .mapTo(Event.class)
                .list());
  }

  /** Events of one subject, oldest first. */
  public List<Event> of(String subject) {
    return jdbi.withHandle(
        db ->
            db.createQuery("SELECT * FROM events WHERE subject = :subject ORDER BY sequence")
                .bind("subject", subject)
                .mapTo(Event.class)
                .list());
  }

  /** Appends what changed no state, in a transaction of its own. */
  public void record(String subject, String type, Actor actor, String reason) {
    jdbi.useTransaction(tx -> append(tx, subject, type, actor, null, null, reason));
  }

  /**
   * Appends within the caller's transaction. {@code before} and {@code after} are words of the
   * state, or null.
   */
  public static void append(
      Handle tx,
      String subject,
      String type,
      Actor actor,
      String before,
      String after,
      String reason) {
    tx.createUpdate(
            """
            INSERT INTO events (subject, type, actor, request_id, operation_id, before, after, reason)
            VALUES (:subject, :type, :actor, :requestId, :operationId,
                    CASE WHEN :before::text IS NOT NULL THEN jsonb_build_object('state', :before::text) END,
                    CASE WHEN :after::text IS NOT NULL THEN jsonb_build_object('state', :after::text) END, :reason)
            """)
        .bind("subject", subject)
        .bind("type", type)
        .bind("actor", actor.name())
        .bind("requestId", actor.requestId())
        .bind("operationId", actor.operationId())
        .bind("before", before)
        .bind("after", after)
        .bind("reason", reason)
        .execute();
  }
}
