package dev.berth.workflows.operation;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** Timeouts and retries, one method per kind of activity, with the reason beside each figure. */
public final class Policies {
  /**
   * EC2 shows a new instance as running after 5-26 s (aws.md 7); ten times that means that it never
   * will.
   */
  public static final Duration BOOT = Duration.ofMinutes(5);

  /**
   * An agent is online about 30 s after launch; the worst reported was 6 min 7 s (aws.md 7). Then
   * another instance is sooner.
   */
  public static final Duration AGENT = Duration.ofMinutes(7);

  /**
   * Install Docker (under a minute) and pull the image, with dnf's lock retries and one command
   * lost on the way.
   */
  public static final Duration PREPARE = Duration.ofMinutes(10);

  /**
   * A host gives up on itself after this; shorter than {@link #HOST}, so that whoever waits hears
   * of it.
   */
  public static final Duration HOST_DEADLINE = Duration.ofMinutes(25);

  /**
   * How long an operation is held for an operator, all holds together: a night. Then it unwinds,
   * for a slot and a host cost money and whoever asked should hear something.
   */
  public static final Duration HOLD = Duration.ofHours(8);

  /**
   * How long a core waits for its host: the host's own deadline, its hold, its last attempt, and
   * its unwinding.
   */
  public static final Duration HOST = HOLD.plusHours(2);

  /** How long a host that is held is watched: longer than it is held. */
  public static final Duration UNWANTED = HOLD.plusHours(1);

  /** A freeze lasts for as long as operators want. */
  public static final Duration THAW = Duration.ofDays(365);

  /** A start script: seconds, and one command that is lost on the way costs a minute. */
  public static final Duration START = Duration.ofMinutes(10);

  /**
   * From the container's start to the first right answer: 12 s (the story), more for seven at once
   * on one small host, and a core waits for a database that is away.
   */
  public static final Duration CHECK = Duration.ofMinutes(10);

  /**
   * From terminate to terminated, or stop to stopped: seconds to minutes (aws.md 7), and a volume
   * may take its time.
   */
  public static final Duration GONE = Duration.ofMinutes(15);

  /** Until a host that is given up is gone: a launch that gives up itself, and then its end. */
  public static final Duration HOST_GONE = GONE.multipliedBy(2);

  /** CreateImage of 8 GB takes minutes; the ten of a common tool are often too few (aws.md 7). */
  public static final Duration IMAGE = Duration.ofHours(1);

  /** A look at everything in a region: pages of instances and names, a call per open operation. */
  public static final Duration SURVEY = Duration.ofMinutes(10);

  /** The quiet in which a pool needs nothing: about an hour, and a worker may die in between. */
  public static final Duration POOL_WORK = Duration.ofHours(3);

  /**
   * A script that costs a second on a fit host. One command that is lost on the way costs a minute;
   * who loses two is not fit.
   */
  public static final Duration POOL_CHECK = Duration.ofMinutes(3);

  private Policies() {}

  /**
   * The registry is Berth's memory: nothing can be decided without it, so a run waits for as long
   * as it is away.
   */
  public static ActivityOptions registry(String summary) {
    return options(TaskQueues.CALLS, summary)
        .setStartToCloseTimeout(
            Duration.ofSeconds(15)) // one transaction, and its lock behind others
        .setRetryOptions(retries(Duration.ofMillis(200), Duration.ofSeconds(10)))
        .build();
  }

  /** One call to AWS or a database server, given up after ten minutes of refusals. */
  public static ActivityOptions calls(String summary) {
    return options(TaskQueues.CALLS, summary)
        .setStartToCloseTimeout(Duration.ofSeconds(40)) // above the AWS client's own 30 s
        .setScheduleToCloseTimeout(
            Duration.ofMinutes(10)) // throttling storms and failovers pass within minutes
        .setRetryOptions(retries(Duration.ofMillis(500), Duration.ofSeconds(30)))
        .build();
  }

  /**
   * RunInstances: as any call, on the queue that keeps below the account's rate, where it may queue
   * for minutes.
   */
  public static ActivityOptions launches(String summary) {
    return ActivityOptions.newBuilder(calls(summary))
        .setTaskQueue(TaskQueues.LAUNCHES)
        .setScheduleToCloseTimeout(Duration.ofMinutes(20))
        .build();
  }

  /**
   * One heartbeating wait. A killed worker is noticed after 3 s; a quiet wait costs the history
   * nothing.
   */
  public static ActivityOptions waits(String summary, Duration bound) {
    return options(TaskQueues.WAITS, summary)
        .setScheduleToCloseTimeout(bound)
        .setHeartbeatTimeout(Duration.ofSeconds(3))
        .setRetryOptions(retries(Duration.ofMillis(500), Duration.ofSeconds(10)))
        .build();
  }

  private static ActivityOptions.Builder options(String queue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setSummary(summary)
        // An undo must never overtake the step that it undoes.
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
  }

  private static RetryOptions retries(Duration first, Duration most) {
    return RetryOptions.newBuilder()
        .setInitialInterval(first)
        .setBackoffCoefficient(2)
        .setMaximumInterval(most)
        .build();
  }
}
