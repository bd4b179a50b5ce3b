package dev.berth.cli;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.PoolRequest;
import dev.berth.client.api.PoolView;
import dev.berth.client.api.PoolView.Share;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Warm pools. */
@Command(
    name = "pool",
    description = {
      "Shows the warm pools, whose hosts are launched before a core needs them.",
      "A core that gets one is ready in seconds, and the pool is filled up again. When a pool is empty, a core gets a new host, as without a pool."
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
    return new Table<>(pools.stream().flatMap(PoolCommand::rows).toList())
        .column("REGION", row -> row.first() ? row.pool().region() : "")
        .column("PLAN", row -> row.first() ? row.pool().plan() : "")
        .column("KEPT", row -> row.first() ? "running" : "stopped")
        .column("TARGET", row -> row.share().target())
        .column("READY", row -> row.share().ready())
        .column("FILLING", row -> row.share().filling())
        .column("TYPE", row -> row.pool().instanceType())
        .column("USD PER MONTH", row -> row.first() ? row.pool().costPerMonth() : "")
        .toString();
  }

  private record Row(PoolView pool, Share share, boolean first) {}

  private static Stream<Row> rows(PoolView pool) {
    return Stream.of(new Row(pool, pool.running(), true), new Row(pool, pool.stopped(), false));
  }

  @Command(name = "set", description = "Sets how many hosts a pool holds.")
  static final class Set implements Runnable {
    @ParentCommand private PoolCommand pool;
    @Mixin private RequesterOption requester;

    @Parameters(paramLabel = "<plan>", description = "packed or dedicated.")
    private String plan;

    @Mixin private RegionOption region;

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
              .setPool(region.orDefault(), plan, new PoolRequest(running, stopped));
      pool.berth.output().answer(set, text(List.of(set)));
    }
  }
}
