package dev.berth.local.chaos;

import dev.berth.servers.temporal.OtherOptions;
import dev.berth.worker.Main;
import io.temporal.activity.ActivityOptions;
import java.net.URI;
import java.time.Duration;

/**
 * The shipped worker, which tells of every attempt at an activity and stops there when it is to be
 * killed. It runs in a process of its own, with the worker's class path and these classes.
 */
final class ChaosWorker {
  /** Environment: where to tell, and how many times faster than real AWS is. */
  static final String WATCH = "BERTH_CHAOS_WATCH";

  static final String SCALE = "BERTH_CHAOS_SCALE";

  /** An agent that is late, and kills on the way. */
  private static final Duration LEAST_FOR_AN_AGENT = Duration.ofSeconds(45);

  private ChaosWorker() {}

  public static void main(String[] arguments) {
    double scale = Double.parseDouble(System.getenv(SCALE));
    Main.run(
        arguments,
        new OtherOptions(
            (activity, options) ->
                activity.equals("AwaitAgent") ? scaled(options, scale) : options),
        new Telling(URI.create(System.getenv(WATCH))));
  }

  /**
   * An agent that never comes online is given up after minutes. Where AWS runs faster than real, so
   * does this wait; all others keep their limits, for kills and our own programs take real time.
   */
  private static ActivityOptions scaled(ActivityOptions options, double scale) {
    long millis = Math.round(options.getScheduleToCloseTimeout().toMillis() / scale);
    return ActivityOptions.newBuilder(options)
        .setScheduleToCloseTimeout(
            Duration.ofMillis(Math.max(millis, LEAST_FOR_AN_AGENT.toMillis())))
        .build();
  }
}
