package dev.berth.registry.event;

import dev.berth.model.EventType;
import dev.berth.model.Requester;
import dev.berth.model.Word;
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

  /** The subject of a core's events. */
  public static String core(String id) {
    return "core/" + id;
  }

  /** The subject of a host's events. */
  public static String host(String id) {
    return "host/" + id;
  }

  /** The subject of an image's events. */
  public static String image(String id) {
    return "image/" + id;
  }

  /** The subject of a region's events. */
  public static String region(String name) {
    return "region/" + name;
  }

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

  /** Appends an event that changes no state, in a transaction of its own. */
  public void record(String subject, EventType type, Actor actor, String reason) {
    jdbi.useTransaction(tx -> write(tx, subject, type, actor, null, null, reason));
  }

  /** Writes one event; only at the end of a transaction. */
  public static void write(
      Handle tx,
      String subject,
      EventType type,
      Actor actor,
      Word before,
      Word after,
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
        .bind("actor", actor.by().name())
        .bind("requestId", actor.by().requestId())
        .bind("operationId", actor.operationId())
        .bind("before", before == null ? null : before.word())
        .bind("after", after == null ? null : after.word())
        .bind("reason", reason)
        .execute();
  }
}
