package dev.berth.local.bench;

import dev.berth.simulator.account.Latency;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of {@link LaunchBench} for people. */
final class LaunchReport {
  private final List<Measured> measured;
  private final double scale;
  private final PrintStream out;

  LaunchReport(List<Measured> measured, double scale, PrintStream out) {
    this.measured = measured;
    this.scale = scale;
    this.out = out;
  }

  /** Prints both tables and returns what was missed, in sentences. */
  List<String> print() {
    List<String> missed = new ArrayList<>();
    out.printf("%nSeconds at scale 1, measured at scale %.0f%n", scale);
    out.printf(
        "%-8s %-34s %7s %7s %9s %7s %7s  %s%n",
        "", "time to ready", "total", "AWS", "database", "own", "events", "");
    for (Measured one : measured) {
      String who = one.way().story().isPresent() ? "Berth" : "story";
      List<String> failings = one.missed();
      out.printf(
          "%-8s %-34s %7.1f %7.1f %9.1f %7.1f %7s  %s%n",
          who,
          one.way().label(),
          one.seconds(),
          one.awsSeconds(),
          one.databaseSeconds(),
          one.ownSeconds(),
          one.events() == 0 ? "" : String.valueOf(one.events()),
          failings.isEmpty() ? "" : "missed: " + String.join("; ", failings));
      failings.forEach(f -> missed.add("%s, %s: not %s".formatted(who, one.way().label(), f)));
    }
    gains();
    return missed;
  }

  private void gains() {
    out.printf("%nBy what the story's way is beaten%n");
    out.printf(
        "%-43s %7s %12s %14s %14s %11s%n",
        "", "gained", "better waits", "side by side", "nothing twice", "no upgrade");
    for (Measured one : measured) {
      one.way().story().flatMap(this::of).ifPresent(story -> gain(one, story));
    }
  }

  private void gain(Measured one, Measured story) {
    double gained = story.seconds() - one.seconds();
    double once =
        saved(
            one,
            story,
            Latency.DNF_INSTALL,
            Latency.DNF_CHECK,
            Latency.DOCKER_PULL,
            Latency.DOCKER_PULL_CHECK);
    double upgrade = saved(one, story, Latency.DNF_UPGRADE);
    // The core is asked while the script's result is still on its way.
    double beside = saved(one, story, Latency.COMMAND_RESULT);
    out.printf(
        "%-43s %7.1f %12.1f %14.1f %14.1f %11.1f%n",
        one.way().label(), gained, gained - once - upgrade - beside, beside, once, upgrade);
  }

  private static double saved(Measured one, Measured story, Latency... rows) {
    return one.way().savedOf(story.way(), rows).toMillis() / 1000.0;
  }

  private Optional<Measured> of(Way way) {
    return measured.stream().filter(one -> one.way() == way).findFirst();
  }
}
