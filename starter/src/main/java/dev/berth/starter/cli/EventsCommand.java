package dev.berth.starter.cli;

import dev.berth.starter.api.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Prints the event log, oldest first.")
final class EventsCommand implements Runnable {
  @Mixin private Door door;

  @Option(
      names = "--after",
      defaultValue = "0",
      description = "A position that you have seen. Default: ${DEFAULT-VALUE}.")
  private long after;

  @Option(
      names = "--limit",
      defaultValue = "100",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public void run() {
    Listing.Events events = door.client().events(after, limit);
    door.answer(
        events,
        () ->
            events
                .events()
                .forEach(
                    e ->
                        door.out()
                            .printf(
                                "%6d %s %-24s %-20s %-12s %s%n",
                                e.position(),
                                e.at(),
                                e.subject(),
                                e.type(),
                                e.actor(),
                                e.reason() == null ? "" : e.reason())));
  }
}
