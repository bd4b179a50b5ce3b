package dev.berth.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One way, measured.
 *
 * @param real as the clock on the wall saw it
 * @param scale how many times faster than real AWS it was
 * @param database what making a database takes here, in real time; nothing when that is done beside
 *     something longer
 * @param events in the deployment's history; 0 for the story's ways
 */
record Measured(Way way, Duration real, double scale, Duration database, long events) {

  static final long MOST_EVENTS = 60;
  private static final double OWN_SHARE = 0.05;
  private static final double OWN_SECONDS = 1;

  /**
   * What this computer may take for itself in a way of the story, in real seconds: the scale
   * multiplies it. At scale 1 it is within the range.
   */
  private static final double SLACK = 0.5;

  /** From the request to the ready core, at scale 1. */
  double seconds() {
    return real.toNanos() / 1e9 * scale;
  }

  double awsSeconds() {
    return way.awsPart().toNanos() / 1e9;
  }

  /** Making the database, multiplied by the scale. */
  double databaseSeconds() {
    return database.toNanos() / 1e9 * scale;
  }

  /** All the rest: this computer's work, multiplied by the scale, and waits too long. */
  double ownSeconds() {
    return seconds() - awsSeconds() - databaseSeconds();
  }

  /** What it should have come to and did not, in words; of a story's way: the table is wrong. */
  List<String> missed() {
    List<String> missed = new ArrayList<>();
    double allowed = way.story().isPresent() ? 0 : SLACK * (scale - 1);
    if (seconds() < way.least() || seconds() > way.most() + allowed) {
      missed.add(
          way.least() > 0
              ? "%.0f-%.0f s".formatted(way.least(), way.most())
              : "<= %.0f s".formatted(way.most()));
    }
    if (way.story().isPresent()) {
      if (ownSeconds() > OWN_SECONDS || ownSeconds() > OWN_SHARE * seconds()) {
        missed.add("own part <= 1 s and <= 5 %");
      }
      if (events > MOST_EVENTS) {
        missed.add("<= " + MOST_EVENTS + " events");
      }
    }
    return missed;
  }
}
