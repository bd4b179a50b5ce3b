package dev.berth.local.demo;

import dev.berth.client.BerthClient;
import dev.berth.client.Deployed;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.HostView;
import dev.berth.client.api.OperationView;
import dev.berth.local.world.Caller;
import dev.berth.local.world.World;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The story, in the order in which it is told. */
public final class Demo {
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final int MORE_CORES = 6;
  private static final int USER_ERROR = 401;

  private final World world;
  private final BerthClient client;
  private final PrintStream out;
  private final Board board;
  private final Caller caller = new Caller();
  private final Duration patience;
  private final List<String> broken = new ArrayList<>();

  /**
   * @param terminal whether lines may be redrawn
   * @param patience for each of the two rounds of deployments
   */
  public Demo(World world, PrintStream out, boolean terminal, Duration patience) {
    this.world = world;
    this.client = world.client("demo");
    this.out = out;
    this.board = new Board(out, terminal);
    this.patience = patience;
  }

  /** Tells the story and returns what did not hold; empty when all did. */
  public List<String> run() {
    out.println(
        "\nacme signs up: a development core (packed) and a production core (dedicated), at the same time");
    Map<String, String> first = deploy(List.of("acme/development", "acme/production"));
    boolean inTime = watch(first, true);
    if (inTime) {
      call(first);
      out.printf("%n%d more customers sign up for development: the host has room%n", MORE_CORES);
      List<String> more =
          IntStream.rangeClosed(2, MORE_CORES + 1)
              .mapToObj(i -> "customer-" + i + "/development")
              .toList();
      Map<String, String> second = deploy(more);
      inTime = watch(second, false);
      if (inTime) {
        call(second);
      }
      first.putAll(second);
    }
    close(List.copyOf(first.keySet()));
    return broken;
  }

  private Map<String, String> deploy(List<String> cores) {
    Map<String, String> operations = new TreeMap<>();
    for (String core : cores) {
      switch (client.deploy(customer(core), environment(core))) {
        case Deployed.Accepted(CoreView _, OperationView operation) ->
            operations.put(core, operation.id());
        case Deployed.Ready(CoreView _) -> broken.add(core + " was there before the demo began");
      }
    }
    return operations;
  }

  /**
   * Shows progress until all are done; kills the worker once, while the production host is
   * launching.
   */
  private boolean watch(Map<String, String> operations, boolean kill) {
    Instant deadline = Instant.now().plus(patience);
    boolean killed = !kill;
    Instant restartAt = null;
    while (Instant.now().isBefore(deadline)) {
      boolean done = true;
      for (String core : operations.keySet()) {
        OperationView operation = report(core).operation();
        board.show(core, operation);
        done &= operation.ended();
      }
      if (done) {
        board.end();
        if (!killed) {
          broken.add("the production host was launched before the worker could be killed");
        }
        return true;
      }
      if (!killed && productionHostIsLaunching()) {
        world.killWorker(0);
        killed = true;
        restartAt = Instant.now().plusSeconds(2);
        board.say("  -- the worker is dead (SIGKILL), the production host is still launching");
      } else if (restartAt != null && Instant.now().isAfter(restartAt)) {
        world.startWorker(0);
        restartAt = null;
        board.say("  -- another worker starts");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    broken.add("not done after " + patience.toSeconds() + " s");
    return false;
  }

  private boolean productionHostIsLaunching() {
    return world.aws().snapshot().alive().stream()
            .anyMatch(i -> "dedicated".equals(i.tags().get("berth:plan")))
        && client.hosts().list().stream()
            .anyMatch(host -> host.plan().equals("dedicated") && host.state().equals("launching"));
  }

  /** As their owners would: on the URL, with the key, and with a wrong one. */
  private void call(Map<String, String> operations) {
    for (String name : operations.keySet()) {
      CoreView core = report(name).core();
      if (!core.state().equals("ready")) {
        broken.add(name + " is not ready");
        continue;
      }
      String key = client.credentials(core.customer(), core.environment()).apiKey();
      int right = caller.call(core.url(), key);
      int wrong = caller.call(core.url(), key.substring(1) + "x");
      out.printf("  GET %s/users/count  its key: %d  another key: %d%n", core.url(), right, wrong);
      if (right != 200 || wrong != USER_ERROR) {
        broken.add("%s answered %d to its key and %d to another".formatted(name, right, wrong));
      }
    }
  }

  private void close(List<String> names) {
    Report report = new Report(out, world);
    List<CoreReport> cores = names.stream().map(this::report).toList();
    cores.stream()
        .filter(core -> core.operation().ended() && !core.operation().succeeded())
        .forEach(
            core ->
                broken.add("%s: %s".formatted(core.core().customer(), core.operation().message())));
    report.cores(cores.stream().filter(core -> core.operation().succeeded()).toList());
    List<HostView> hosts = client.hosts().list();
    report.hosts(hosts);
    report.runs(client.operations(100));
    report.balance(hosts, broken);
    if (hosts.stream().filter(host -> host.plan().equals("packed")).count() != 1) {
      broken.add("the development cores did not share one host");
    }
  }

  private CoreReport report(String core) {
    return client.core(customer(core), environment(core)).orElseThrow();
  }

  private static String customer(String core) {
    return core.substring(0, core.indexOf('/'));
  }

  private static String environment(String core) {
    return core.substring(core.indexOf('/') + 1);
  }
}
