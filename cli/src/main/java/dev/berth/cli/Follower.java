package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.EventFilter;
import dev.berth.client.api.EventView;
import dev.berth.client.api.ListResponse;
import java.util.List;
import java.util.function.BiFunction;

/** Prints each event once, as it appears. */
final class Follower implements Runnable {
  private final BerthClient client;
  private final EventFilter filter;
  private final int limit;
  private final Output output;
  private final BiFunction<List<EventView>, Style, Table<EventView>> table;
  private long position;
  private Table<EventView> above;

  /**
   * Begins after {@code position}.
   *
   * @param limit how many are asked for at once
   * @param table of some events
   */
  Follower(
      BerthClient client,
      EventFilter filter,
      long position,
      int limit,
      Output output,
      BiFunction<List<EventView>, Style, Table<EventView>> table) {
    this.client = client;
    this.filter = filter;
    this.position = position;
    this.limit = limit;
    this.output = output;
    this.table = table;
  }

  /** Prints the events that are new. */
  @Override
  public void run() {
    ListResponse.Events page;
    do {
      page = client.events(filter, position, limit);
      print(page.events());
      position = page.next();
    } while (page.events().size() == limit);
  }

  private void print(List<EventView> events) {
    events.forEach(output::json);
    if (!events.isEmpty()) {
      above = table.apply(events, output.style()).below(above);
      output.text(above.toString());
    }
  }
}
