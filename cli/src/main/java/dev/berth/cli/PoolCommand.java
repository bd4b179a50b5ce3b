package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.PoolRequest;
import dev.berth.client.api.PoolView;
import dev.berth.client.api.PoolView.Share;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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

  @Mixin private WatchOption watch;

  @Override
  public void run() {
    watch.show(
        berth.output(),
        () -> {
          ListResponse.Pools pools = berth.client().regions().pools();
          return new WatchOption.Shown(pools, table(pools.pools()));
        });
  }

  private String table(List<PoolView> pools) {
    Table<Row> table =
        new Table<>(pools.stream().flatMap(PoolCommand::rows).toList(), berth.output().style())
            .column("REGION", row -> row.first() ? row.pool().region() : "")
            .column("PLAN", row -> row.first() ? row.pool().plan() : "")
            .column("KEPT", row -> row.first() ? "running" : "stopped")
            .column("TARGET", row -> row.share().target())
            .column("READY", row -> row.share().ready())
            .column("FILLING", row -> row.share().filling())
            .detail("TYPE", row -> row.pool().instanceType())
            .column("USD PER MONTH", row -> row.first() ? row.pool().costPerMonth() : "");
    return table.toString();
  }

  private record Row(PoolView pool, Share share, boolean first) {}

  private static Stream<Row> rows(PoolView pool) {
    return Stream.of(new Row(pool, pool.running(), true), new Row(pool, pool.stopped(), false));
  }

  @Command(
      name = "set",
      description = {
        "Sets how many hosts a pool holds.",
        "It asks first when these are fewer than now."
      })
  static final class Set implements Runnable {
    @ParentCommand private PoolCommand pool;
    @Mixin private RequesterOption requester;
    @Mixin private ConfirmOption confirm;
    @Spec private CommandSpec spec;

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
      if (running == null && stopped == null) {
        throw new ParameterException(
            spec.commandLine(), "Say how many hosts: --running, --stopped, or both.");
      }
      BerthClient client = pool.berth.client(requester.name());
      List<String> lowered =
          client.regions().pools().pools().stream()
              .filter(now -> now.plan().equals(plan))
              .filter(now -> region.isDefault() || now.region().equals(region.given))
              .filter(now -> lowers(running, now.running()) || lowers(stopped, now.stopped()))
              .map(Set::targets)
              .toList();
      if (!lowered.isEmpty()) {
        confirm.ask(pool.berth.output(), () -> question(lowered));
      }
      PoolView set =
          client.regions().setPool(region.orDefault(), plan, new PoolRequest(running, stopped));
      pool.berth.output().answer(set, pool.table(List.of(set)));
    }

    private static boolean lowers(Integer asked, Share now) {
      return asked != null && asked < now.target();
    }

    private static String targets(PoolView now) {
      return "%d running and %d stopped in %s"
          .formatted(now.running().target(), now.stopped().target(), now.region());
    }

    /** Where several regions have such a pool, only Berth knows which one is the default. */
    private String question(List<String> lowered) {
      String target =
          Stream.of(
                  running == null ? "" : running + " running",
                  stopped == null ? "" : stopped + " stopped")
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(" and "));
      return "Lower pool %s to %s, and terminate the hosts above that (now %s)?"
          .formatted(plan, target, String.join(", or ", lowered));
    }
  }
}
