package dev.berth.cli;

import dev.berth.client.api.FreezeView;
import dev.berth.client.api.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The brake. */
@Command(
    name = "freeze",
    description = {
      "Stops every launch and everything that takes something away, within seconds, in a region",
      "or everywhere. Requests are accepted and wait. Without --reason: lists what is frozen."
    },
    footer = {
      "",
      "Examples:",
      "  berth freeze --reason \"wrong subnet, looking\"",
      "  berth freeze --region us-east-1 --reason \"AWS incident\"",
      "  berth thaw"
    })
final class FreezeCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Mixin private Requester requester;

  @Option(
      names = "--region",
      paramLabel = "<region>",
      defaultValue = "all",
      description = "An AWS region. Left out: all of them.")
  private String region;

  @Option(
      names = "--reason",
      paramLabel = "<text>",
      description = "Why: everybody who meets the freeze reads it.")
  private String reason;

  @Override
  public void run() {
    if (reason == null) {
      Listing.Freezes freezes = berth.client().freezes();
      Table table = new Table("REGION", "SINCE", "BY", "REASON");
      freezes
          .freezes()
          .forEach(f -> table.row(f.region(), f.frozenAt(), f.requester(), f.reason()));
      berth.output().answer(freezes, table.toString());
      return;
    }
    FreezeView freeze = berth.client(requester.name()).freeze(region, reason);
    berth
        .output()
        .answer(
            freeze,
            "%s is frozen since %s by %s: %s"
                .formatted(
                    freeze.region(), freeze.frozenAt(), freeze.requester(), freeze.reason()));
  }

  @Command(name = "thaw", description = "Ends a freeze: whatever waited goes on.")
  static final class Thaw implements Runnable {
    @ParentCommand private Berth berth;
    @Mixin private Requester requester;

    @Option(
        names = "--region",
        paramLabel = "<region>",
        defaultValue = "all",
        description = "As it was frozen. Left out: the freeze of all regions.")
    private String region;

    @Option(names = "--reason", paramLabel = "<text>", description = "Why, for the event log.")
    private String reason;

    @Override
    public void run() {
      Listing.Freezes left = berth.client(requester.name()).thaw(region, reason);
      berth.output().answer(left, "%s is thawed".formatted(region));
    }
  }
}
