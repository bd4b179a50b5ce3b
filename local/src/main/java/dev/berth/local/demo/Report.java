package dev.berth.local.demo;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.HostView;
import dev.berth.client.api.OperationView;
import dev.berth.client.api.StepView;
import dev.berth.local.world.World;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The closing table, and whether the promises held. */
final class Report {
  private final PrintStream out;
  private final World world;

  Report(PrintStream out, World world) {
    this.out = out;
    this.world = world;
  }

  void cores(List<CoreReport> cores) {
    out.printf("%n%-24s %8s %10s %7s  %s%n", "core", "seconds", "AWS waits", "Berth", "URL");
    for (CoreReport report : cores) {
      OperationView operation = report.operation();
      double total =
          Duration.between(operation.startedAt(), operation.finishedAt()).toMillis() / 1000.0;
      double aws =
          operation.receipt().steps().stream()
                  .filter(StepView::waitedForAws)
                  .mapToLong(StepView::millis)
                  .sum()
              / 1000.0;
      out.printf(
          "%-24s %8.1f %10.1f %7.1f  %s%n",
          report.core().customer() + "/" + report.core().environment(),
          total,
          aws,
          total - aws,
          report.core().url());
    }
  }

  void hosts(List<HostView> hosts) {
    out.printf("%n%-14s %-10s %-8s %-21s %s%n", "host", "plan", "state", "instance", "slots");
    for (HostView host : hosts) {
      List<String> slots = new ArrayList<>();
      host.slots().forEach(slot -> slots.add(slot.customer() == null ? "-" : slot.customer()));
      out.printf(
          "%-14s %-10s %-8s %-21s %s%n",
          host.id(), host.plan(), host.state(), host.instanceId(), String.join(" ", slots));
    }
  }

  void runs(List<OperationView> operations) {
    if (world.temporalUi().isPresent()) {
      out.printf("%nruns in the Temporal UI%n");
      operations.forEach(
          o -> out.printf("  %-12s %-10s %s%n", o.kind(), o.state(), o.temporal().ui()));
    }
  }

  /** Counts instances against hosts; adds a sentence for everything that is not as it should be. */
  void balance(List<HostView> hosts, List<String> broken) {
    int launched = world.aws().snapshot().instances().size();
    List<String> leftOver = world.leftovers().found();
    out.printf(
        "%ninstances launched = %d, needed = %d, left over = %d%n",
        launched, hosts.size(), leftOver.size());
    if (launched != hosts.size()) {
      broken.add("%d instances were launched for %d hosts".formatted(launched, hosts.size()));
    }
    leftOver.forEach(thing -> broken.add("left over: " + thing));
  }
}
