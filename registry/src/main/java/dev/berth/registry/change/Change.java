package dev.berth.registry.change;

import dev.berth.model.EventType;
import dev.berth.model.Word;
import dev.berth.registry.event.EventLog.Actor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a change of a row sets, and what the event log says about it. */
public final class Change {
  /** In place of a value: the database's time. */
  public static final Object NOW = new Object();

  private final EventType type;
  private final Actor actor;
  private final String reason;
  private final Map<String, Object> columns = new LinkedHashMap<>();

  private Change(EventType type, Actor actor, String reason) {
    this.type = type;
    this.actor = actor;
    this.reason = reason;
  }

  /**
   * A change that sets nothing yet.
   *
   * @param reason for the event log, in words, or null
   */
  public static Change of(EventType type, Actor actor, String reason) {
    return new Change(type, actor, reason);
  }

  /** Sets a column, to null as well. */
  public Change set(String column, Object value) {
    columns.put(column, value);
    return this;
  }

  /** Sets columns to null. */
  public Change clear(String... nulls) {
    for (String column : nulls) {
      set(column, null);
    }
    return this;
  }

  /** Sets a column to the database's time. */
  public Change setNow(String column) {
    return set(column, NOW);
  }

  /**
   * Changes the row and appends the event.
   *
   * @param state the state that the row must still have
   * @param before what the event calls it, or null
   * @param after what the event calls the state after the change, or null
   * @throws IllegalStateException when the row has another state by now
   */
  public void apply(
      Transaction tx,
      String table,
      String id,
      Word state,
      String subject,
      Word before,
      Word after) {
    if (!columns.isEmpty()) {
      String assignments =
          columns.entrySet().stream()
              .map(column -> column.getKey() + (column.getValue() == NOW ? " = now()" : " = ?"))
              .collect(Collectors.joining(", "));
      List<Object> values = new ArrayList<>(columns.values());
      values.removeIf(value -> value == NOW);
      values.addAll(List.of(id, state));
      String update = "UPDATE %s SET %s WHERE id = ? AND state = ?".formatted(table, assignments);
      if (tx.execute(update, values.toArray()) == 0) {
        throw new IllegalStateException(
            "%s is not %s any more".formatted(subject.replace('/', ' '), state.word()));
      }
    }
    tx.append(subject, type, actor, before, after, reason);
  }
}
