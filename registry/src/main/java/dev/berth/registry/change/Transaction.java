package dev.berth.registry.change;

import dev.berth.model.EventType;
import dev.berth.model.Word;
import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * One transaction on the registry. Events are written at its end, just before the commit: the log
 * numbers them under a lock, and a transaction that waited for a row while it held that lock could
 * deadlock.
 */
public final class Transaction implements Sql {
  private final Handle handle;
  private final List<Runnable> events = new ArrayList<>();

  Transaction(Handle handle) {
    this.handle = handle;
  }

  @Override
  public <R> R with(Function<Handle, R> work) {
    return work.apply(handle);
  }

  /** Waits for an advisory lock, which lasts until the transaction ends. */
  public void lock(String name) {
    int _ =
        one(
            Integer.class,
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext(?))) locked",
            name);
  }

  /**
   * Appends an event, in the order of the calls.
   *
   * @param before the state before, or null
   * @param after the state after, or null
   */
  public void append(
      String subject, EventType type, Actor actor, Word before, Word after, String reason) {
    events.add(() -> EventLog.write(this, subject, type, actor, before, after, reason));
  }

  void writeEvents() {
    events.forEach(Runnable::run);
  }
}
