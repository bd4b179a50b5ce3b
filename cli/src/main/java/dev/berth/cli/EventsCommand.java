package dev.berth.cli;

import dev.berth.client.api.EventFilter;
import dev.berth.client.api.EventView;
import dev.berth.client.api.ListResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists events. */
@Command(
    name = "events",
    description = "Lists the event log, oldest first.",
    footer = {
      "",
      "Examples:",
      "  berth events --customer acme --since 2h",
      "  berth events --after 1234     # continues after the last position shown",
      "  berth events --follow"
    })
final class EventsCommand implements Runnable {
  /** Of the events that are shown first. */
  private static final Duration RECENT = Duration.ofMinutes(1);

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
      description = "The most to list, or to ask for at once. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Option(
      names = {"-f", "--follow"},
      description =
          "Go on until Ctrl-C, and print each new event; with those of the last minute first, unless told otherwise.")
  private boolean follow;

  @Override
  public void run() {
    Output output = berth.output();
    if (follow) {
      follow(output);
      return;
    }
    ListResponse.Events events = berth.client().events(filter(subject.since), after, limit);
    output.answer(events, table(events.events(), output.style(), EventView::at).toString());
  }

  private EventFilter filter(String since) {
    return new EventFilter(subject.customer, subject.host, since, null);
  }

  private void follow(Output output) {
    boolean told = after > 0 || subject.since != null;
    EventFilter filter = filter(told ? subject.since : Instant.now().minus(RECENT).toString());
    Follower follower =
        new Follower(
            berth.client(),
            filter,
            after,
            limit,
            output,
            (events, style) -> table(events, style, event -> style.time(event.at())));
    Again.look(follower, output.err()::println);
  }

  private static Table<EventView> table(
      List<EventView> events, Style style, Function<EventView, Object> at) {
    return new Table<>(events, style)
        .column("POSITION", EventView::position)
        .column("AT", at)
        .column("EVENT", EventView::type)
        .column("ON", EventView::subject)
        .state("STATE", EventsCommand::change)
        .detail("BY", EventView::actor)
        .column("REASON", EventView::reason);
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
