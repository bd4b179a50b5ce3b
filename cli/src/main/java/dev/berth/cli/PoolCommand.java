package dev.berth.cli;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.PoolRequest;
import dev.berth.client.api.PoolView;
import dev.berth.client.api.PoolView.Share;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Warm pools. */
@Command(
    name = "pool",
    description = {
      "Shows the warm pools: hosts that are launched before a core needs them.",
      "A core that gets one is ready in seconds, and the pool is filled up again. When a pool is",
      "empty, a core gets a new host, as without a pool."
    },
    subcommands = PoolCommand.Set.class,
    footer = {
      "",
      "Examples:",
      "  berth pool",
      "  berth pool set dedicated --running 2 --stopped 3",
      "  berth pool set packed --region us-east-1 --running 1"
    })
final class PoolCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    ListResponse.Pools pools = berth.client().regions().pools();
    berth.output().answer(pools, text(pools.pools()));
  }

  private static String text(List<PoolView> pools) {
    Table table =
        new Table("REGION", "PLAN", "KEPT", "TARGET", "READY", "FILLING", "TYPE", "USD PER MONTH");
    for (PoolView pool : pools) {
      row(table, pool, "running", pool.running());
      row(table, pool, "stopped", pool.stopped());
    }
    return table.toString();
  }

  private static void row(Table table, PoolView pool, String kept, Share share) {
    boolean first = kept.equals("running");
    table.row(
        first ? pool.region() : "",
        first ? pool.plan() : "",
        kept,
        share.target(),
        share.ready(),
        share.filling(),
        pool.instanceType(),
        first ? pool.costPerMonth() : "");
  }

  @Command(name = "set", description = "Sets how many hosts a pool holds.")
  static final class Set implements Runnable {
    @ParentCommand private PoolCommand pool;
    @Mixin private RequesterOption requester;

    @picocli.CommandLine.Parameters(paramLabel = "<plan>", description = "packed or dedicated.")
    private String plan;

    @Option(
        names = "--region",
        paramLabel = "<region>",
        defaultValue = "default",
        description = "An AWS region. Default: the installation's.")
    private String region;

    @Option(
        names = "--running",
        paramLabel = "<hosts>",
        description = "Hosts to keep running. Default: unchanged.")
    private Integer running;

    @Option(
        names = "--stopped",
        paramLabel = "<hosts>",
        description = "Hosts to keep stopped: cheaper, some seconds slower. Default: unchanged.")
    private Integer stopped;

    @Override
    public void run() {
      PoolView set =
          pool.berth
              .client(requester.name())
              .regions()
              .setPool(region, plan, new PoolRequest(running, stopped));
      pool.berth.output().answer(set, text(List.of(set)));
    }
  }
}
