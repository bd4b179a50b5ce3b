package dev.berth.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When something other than a killed worker was away. */
final class Absences {
  /** Until clients have connected again to a server that is back. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private static final class Absence {
    private final long from = System.nanoTime();
    private long to = Long.MAX_VALUE;
  }

  private final List<Absence> all = new ArrayList<>();

  /** Runs what takes it away and brings it back. */
  void during(Runnable absence) {
    Absence begun = new Absence();
    synchronized (this) {
      all.add(begun);
    }
    try {
      absence.run();
    } finally {
      synchronized (this) {
        begun.to = System.nanoTime() + SETTLE.toNanos();
      }
    }
  }

  /** Whether nothing was away between these moments of {@link System#nanoTime}. */
  synchronized boolean none(long from, long to) {
    return all.stream().noneMatch(absence -> absence.from < to && from < absence.to);
  }
}
