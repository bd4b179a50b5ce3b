package dev.berth.cli;

import dev.berth.client.api.FreezeView;
import dev.berth.client.api.ListResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Freezes a region, or all; its fellows list the freezes and end them. */
@Command(
    name = "freeze",
    description = {
      "Stops all launches and removals, in a region or everywhere.",
      "It takes effect within seconds. Requests are still accepted, and wait. To list the freezes: berth freezes"
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
  @Mixin private RequesterOption requester;

  @Option(
      names = "--region",
      paramLabel = "<region>",
      defaultValue = "all",
      description = "An AWS region, or default for the installation's. Default: all regions.")
  private String region;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "<text>",
      description = "Why. Everyone whom the freeze affects sees it.")
  private String reason;

  @Override
  public void run() {
    FreezeView freeze = berth.client(requester.name()).regions().freeze(region, reason);
    berth
        .output()
        .answer(
            freeze,
            "%s frozen since %s by %s: %s"
                .formatted(
                    are(freeze.region()),
                    berth.output().style().time(freeze.frozenAt()),
                    freeze.requester(),
                    freeze.reason()));
  }

  private static String are(String region) {
    return region.equals("all") ? "All regions are" : region + " is";
  }

  @Command(name = "freezes", description = "Lists the freezes.")
  static final class Freezes implements Runnable {
    @ParentCommand private Berth berth;
    @Mixin private WatchOption watch;

    @Override
    public void run() {
      watch.show(berth.output(), this::freezes);
    }

    private WatchOption.Shown freezes() {
      ListResponse.Freezes freezes = berth.client().regions().freezes();
      Table<FreezeView> table =
          new Table<>(freezes.freezes(), berth.output().style())
              .column("REGION", FreezeView::region)
              .column("SINCE", FreezeView::frozenAt)
              .column("BY", FreezeView::requester)
              .column("REASON", FreezeView::reason);
      return new WatchOption.Shown(freezes, table.toString());
    }
  }

  @Command(name = "thaw", description = "Ends a freeze, so that operations that waited continue.")
  static final class Thaw implements Runnable {
    @ParentCommand private Berth berth;
    @Mixin private AuditOptions by;

    @Option(
        names = "--region",
        paramLabel = "<region>",
        defaultValue = "all",
        description = "The region as it was frozen. Default: the freeze of all regions.")
    private String region;

    @Override
    public void run() {
      ListResponse.Freezes left = berth.client(by.name()).regions().thaw(region, by.reason);
      berth.output().answer(left, are(region) + " thawed");
    }
  }
}
