package dev.berth.workflows.operation;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * How an activity is called: where, how long, and how it is retried. Every activity heartbeats.
 *
 * @param startToClose bound of one attempt; null: that of all attempts
 * @param scheduleToClose bound of all attempts together; null: none
 */
record Policy(
    String taskQueue,
    Duration startToClose,
    Duration scheduleToClose,
    Duration firstRetry,
    Duration longestRetry) {

  /**
   * How long an attempt may stay silent. A worker beats every second, so a killed worker is noticed
   * after 4-5 s, and one that was busy for four seconds is not taken for dead.
   */
  static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** Two answers that clients wait for. It ends an attempt that beats but hangs. */
  private static final Duration ATTEMPT = Bounds.ANSWER.multipliedBy(2);

  /**
   * One transaction in the registry. Nothing can be decided without it, so a run waits for as long
   * as it is away.
   */
  static final Policy REGISTRY =
      new Policy(TaskQueues.CALLS, ATTEMPT, null, Duration.ofMillis(200), Duration.ofSeconds(10));

  /** One call to AWS or a database server, given up after ten minutes of refusals. */
  static final Policy CALL =
      new Policy(
          TaskQueues.CALLS,
          ATTEMPT,
          Duration.ofMinutes(10), // throttling storms and failovers pass within minutes
          Duration.ofMillis(500),
          Duration.ofSeconds(30));

  /**
   * RunInstances: as any call, on the queue that keeps below the account's rate, where it may queue
   * for minutes.
   */
  static final Policy LAUNCH =
      new Policy(
          TaskQueues.LAUNCHES, ATTEMPT, Duration.ofMinutes(20), CALL.firstRetry, CALL.longestRetry);

  /** One wait. It costs the history nothing while it is quiet. */
  static Policy waiting(Duration bound) {
    return new Policy(
        TaskQueues.WAITS, null, bound, Duration.ofMillis(500), Duration.ofSeconds(10));
  }

  /** The options of an activity that is called by this policy. */
  ActivityOptions options(String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setSummary(summary)
        .setStartToCloseTimeout(startToClose)
        .setScheduleToCloseTimeout(scheduleToClose)
        .setHeartbeatTimeout(HEARTBEAT)
        // A compensation must never overtake the step that it takes back.
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(firstRetry)
                .setBackoffCoefficient(2)
                .setMaximumInterval(longestRetry)
                .build())
        .build();
  }
}
