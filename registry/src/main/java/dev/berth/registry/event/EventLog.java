package dev.berth.registry.event;

import dev.berth.model.EventType;
import dev.berth.model.Requester;
import dev.berth.model.Word;
import dev.berth.registry.sql.Sql;
import java.util.List;
import java.util.Map;

/** Append-only; written in the transaction that changes the state, as its last statement. */
public record EventLog(Sql db) {
  /**
   * The cause of a change.
   *
   * @param by the requester on whose behalf it happens
   * @param operationId the operation that makes it, or null
   */
  public record Actor(Requester by, String operationId) {
    /** Berth itself, in no operation. */
    public static final Actor BERTH = new Actor(Requester.BERTH, null);
  }

  /** Events after a position, oldest first. */
  public List<Event> after(long position, int limit) {
    return after(EventQuery.ALL, position, limit);
  }

  /** The same, restricted. */
  public List<Event> after(EventQuery query, long position, int limit) {
    return db.listFor(
        Event.class,
        "SELECT * FROM events WHERE position > :after AND %s ORDER BY position LIMIT :limit"
            .formatted(EventQuery.WHERE),
        query,
        Map.of("after", position, "limit", limit));
  }

  /** Events of one subject, oldest first. */
  public List<Event> of(String subject) {
    return db.list(
        Event.class, "SELECT * FROM events WHERE subject = ? ORDER BY sequence", subject);
  }

  /** Appends an event that changes no state, in a transaction of its own. */
  public void record(String subject, EventType type, Actor actor, String reason) {
    write(db, subject, type, actor, null, null, reason);
  }

  /** Writes one event; only at the end of a transaction. */
  public static void write(
      Sql tx, String subject, EventType type, Actor actor, Word before, Word after, String reason) {
    tx.execute(
        """
        INSERT INTO events (subject, type, actor, request_id, operation_id, before, after, reason)
        VALUES (?, ?, ?, ?, ?, nullif(jsonb_build_object('state', ?::text), '{"state": null}'),
                nullif(jsonb_build_object('state', ?::text), '{"state": null}'), ?)
        """,
        subject,
        type,
        actor.by().name(),
        actor.by().requestId(),
        actor.operationId(),
        before == null ? null : before.word(),
        after == null ? null : after.word(),
        reason);
  }
}
