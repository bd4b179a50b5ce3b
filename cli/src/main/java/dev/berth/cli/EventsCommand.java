package dev.berth.cli;

import dev.berth.client.api.EventFilter;
import dev.berth.client.api.EventView;
import dev.berth.client.api.ListResponse;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists events. */
@Command(
    name = "events",
    description = "Lists the event log, oldest first.",
    footer = {"", "To continue:", "  berth events --after <last position shown>"})
final class EventsCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Mixin private FilterOptions.Subject subject;

  @Option(
      names = "--after",
      paramLabel = "<position>",
      defaultValue = "0",
      description = "Only events after this position. Default: ${DEFAULT-VALUE}")
  private long after;

  @Option(
      names = "--limit",
      paramLabel = "<n>",
      defaultValue = "100",
      description = "The most to list. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Override
  public void run() {
    EventFilter filter = new EventFilter(subject.customer, subject.host, subject.since, null);
    ListResponse.Events events = berth.client().events(filter, after, limit);
    Table<EventView> table =
        new Table<>(events.events(), berth.output().style())
            .column("POSITION", EventView::position)
            .column("AT", EventView::at)
            .column("EVENT", EventView::type)
            .column("ON", EventView::subject)
            .state("STATE", EventsCommand::change)
            .detail("BY", EventView::actor)
            .column("REASON", EventView::reason);
    berth.output().answer(events, table.toString());
  }

  private static String change(EventView event) {
    String before = state(event.before());
    String after = state(event.after());
    return before.equals(after) ? after : before + " -> " + after;
  }

  private static String state(Map<String, String> words) {
    return words == null ? "-" : String.valueOf(words.get("state"));
  }
}
