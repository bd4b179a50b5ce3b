package dev.berth.registry.change;

import dev.berth.model.EventType;
import dev.berth.model.Word;
import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * One transaction on the registry. Events are written at its end, just before the commit: the log
 * numbers them under a lock, and a transaction that waited for a row while it held that lock could
 * deadlock.
 */
public final class Transaction {
  private final Handle sql;
  private final List<Runnable> events = new ArrayList<>();

  private Transaction(Handle sql) {
    this.sql = sql;
  }

  /** Runs the work in one transaction, and returns its result. */
  public static <T> T in(Jdbi jdbi, Function<Transaction, T> work) {
    return jdbi.inTransaction(
        handle -> {
          Transaction tx = new Transaction(handle);
          T result = work.apply(tx);
          tx.events.forEach(Runnable::run);
          return result;
        });
  }

  /** Runs the work in one transaction. */
  public static void run(Jdbi jdbi, Consumer<Transaction> work) {
    in(
        jdbi,
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /** The connection, for queries that need no transaction either. */
  public Handle sql() {
    return sql;
  }

  /** A query in this transaction. */
  public Query createQuery(String text) {
    return sql.createQuery(text);
  }

  /** A statement in this transaction. */
  public Update createUpdate(String text) {
    return sql.createUpdate(text);
  }

  /** Executes a statement; returns how many rows it changed. */
  public int execute(String text, Object... values) {
    return sql.execute(text, values);
  }

  /** Waits for an advisory lock, which lasts until the transaction ends. */
  public void lock(String name) {
    createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext(:name))) locked")
        .bind("name", name)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Appends an event, in the order of the calls.
   *
   * @param before the state before, or null
   * @param after the state after, or null
   */
  public void append(
      String subject, EventType type, Actor actor, Word before, Word after, String reason) {
    events.add(() -> EventLog.write(sql, subject, type, actor, before, after, reason));
  }
}
