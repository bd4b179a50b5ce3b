package dev.berth.simulator.standin;

import java.time.Duration;

/** A way for the stand-in core to fail, switched on by name. */
sealed interface Failure {

  /** Fails in no way. */
  record None() implements Failure {}

  /** {@code slow-start[:seconds]}: waits before it does anything. */
  record SlowStart(Duration time) implements Failure {}

  /** {@code exit-on-start}: ends at once with exit code 1. */
  record ExitOnStart() implements Failure {}

  /** {@code never-listens}: runs, and its port stays closed. */
  record NeverListens() implements Failure {}

  /** {@code crash-after-ready[:seconds]}: dies that long after it was ready. */
  record CrashAfterReady(Duration time) implements Failure {}

  /** Reads what {@code STANDIN_FAILURE} says. */
  static Failure named(String text) {
    String name = text.replaceFirst(":.*", "");
    String seconds = text.contains(":") ? text.substring(text.indexOf(':') + 1) : "10";
    return switch (name) {
      case "" -> new None();
      case "slow-start" -> new SlowStart(seconds(seconds));
      case "exit-on-start" -> new ExitOnStart();
      case "never-listens" -> new NeverListens();
      case "crash-after-ready" -> new CrashAfterReady(seconds(seconds));
      default -> throw new CannotStart("the stand-in core knows no failure \"" + text + "\"");
    };
  }

  /** Seconds, fractions allowed. */
  static Duration seconds(String text) {
    return Duration.ofNanos(Math.round(Double.parseDouble(text) * 1e9));
  }
}
