package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.EventFilter;
import dev.berth.client.api.EventView;
import dev.berth.client.api.ListResponse;
import java.util.List;
import java.util.function.BiFunction;

/** Prints each event once, as it appears. */
final class Follower implements Runnable {
  private static final int AT_ONCE = 1000;

  private final BerthClient client;
  private final EventFilter filter;
  private final Output output;
  private final BiFunction<List<EventView>, Style, Table<EventView>> table;
  private long position;
  private Table<EventView> above;

  /**
   * Begins after {@code position}.
   *
   * @param table of some events
   */
  Follower(
      BerthClient client,
      EventFilter filter,
      long position,
      Output output,
      BiFunction<List<EventView>, Style, Table<EventView>> table) {
    this.client = client;
    this.filter = filter;
    this.position = position;
    this.output = output;
    this.table = table;
  }

  /** Prints the events that are new. */
  @Override
  public void run() {
    ListResponse.Events events = client.events(filter, position, AT_ONCE);
    position = events.next();
    events.events().forEach(output::json);
    if (!events.events().isEmpty()) {
      above = table.apply(events.events(), output.style()).below(above);
      output.text(above.toString());
    }
  }
}
