package dev.berth.workflows.operation;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/**
 * How an activity is called: where, how long, and how it is retried.
 *
 * @param startToClose bound of one attempt; null: that of all attempts
 * @param scheduleToClose bound of all attempts together; null: none
 * @param heartbeat how long an attempt may stay silent; null: it sends no heartbeats
 */
record Policy(
    String taskQueue,
    Duration startToClose,
    Duration scheduleToClose,
    Duration heartbeat,
    Duration firstRetry,
    Duration longestRetry) {

  /**
   * One transaction in the registry. Nothing can be decided without it, so a run waits for as long
   * as it is away.
   */
  static final Policy REGISTRY =
      new Policy(
          TaskQueues.CALLS,
          Duration.ofSeconds(15), // one transaction, and its lock behind others
          null,
          null,
          Duration.ofMillis(200),
          Duration.ofSeconds(10));

  /** One call to AWS or a database server, given up after ten minutes of refusals. */
  static final Policy CALL =
      new Policy(
          TaskQueues.CALLS,
          Duration.ofSeconds(40), // above Bounds.ANSWER, and some for connecting
          Duration.ofMinutes(10), // throttling storms and failovers pass within minutes
          null,
          Duration.ofMillis(500),
          Duration.ofSeconds(30));

  /**
   * RunInstances: as any call, on the queue that keeps below the account's rate, where it may queue
   * for minutes.
   */
  static final Policy LAUNCH =
      new Policy(
          TaskQueues.LAUNCHES,
          CALL.startToClose,
          Duration.ofMinutes(20),
          null,
          CALL.firstRetry,
          CALL.longestRetry);

  /**
   * One heartbeating wait. A killed worker is noticed after 3 s; a quiet wait costs the history
   * nothing.
   */
  static Policy waiting(Duration bound) {
    return new Policy(
        TaskQueues.WAITS,
        null,
        bound,
        Duration.ofSeconds(3),
        Duration.ofMillis(500),
        Duration.ofSeconds(10));
  }

  /** The options of an activity that is called by this policy. */
  ActivityOptions options(String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setSummary(summary)
        .setStartToCloseTimeout(startToClose)
        .setScheduleToCloseTimeout(scheduleToClose)
        .setHeartbeatTimeout(heartbeat)
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
