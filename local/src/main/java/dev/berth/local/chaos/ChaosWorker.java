package dev.berth.local.chaos;

import dev.berth.worker.Main;
import java.net.URI;

/**
 * The shipped worker, which tells of every attempt at an activity and stops there when it is to be
 * killed. It runs in a process of its own, with the worker's class path and these classes.
 */
final class ChaosWorker {
  /** Environment: where to tell, and how many times faster than real AWS is. */
  static final String WATCH = "BERTH_CHAOS_WATCH";

  static final String SCALE = "BERTH_CHAOS_SCALE";

  private ChaosWorker() {}

  public static void main(String[] arguments) {
    Main.run(
        arguments,
        new ScaledPatience(Double.parseDouble(System.getenv(SCALE))),
        new Telling(URI.create(System.getenv(WATCH))));
  }
}
