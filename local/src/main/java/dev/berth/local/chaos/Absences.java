package dev.berth.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When servers and workers were away. */
final class Absences {
  /** Until clients have connected again to a server that is back. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private static final class Absence {
    private final long pid;
    private final long from = System.nanoTime();
    private long to = Long.MAX_VALUE;

    private Absence(long pid) {
      this.pid = pid;
    }
  }

  private final List<Absence> all = new ArrayList<>();

  /**
   * Runs what takes it away and brings it back.
   *
   * @param pid of a worker; 0 for a server
   */
  void during(long pid, Runnable absence) {
    Absence begun = new Absence(pid);
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

  /** Whether nothing but this worker was away between these moments of {@link System#nanoTime}. */
  synchronized boolean noneBut(long pid, long from, long to) {
    return all.stream()
        .filter(absence -> absence.pid == 0 || absence.pid != pid)
        .noneMatch(absence -> absence.from < to && from < absence.to);
  }
}
