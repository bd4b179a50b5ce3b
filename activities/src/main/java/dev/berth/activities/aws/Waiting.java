package dev.berth.activities.aws;

import dev.berth.model.FailureType;
import dev.berth.workflows.operation.Failures;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A wait: bounded by the activity's schedule-to-close, ended at once by a cancel. A look may block:
 * {@link dev.berth.activities.operation.Heartbeats} beats beside it.
 */
public final class Waiting {
  /**
   * A look that AWS throttled says nothing; so many in a row say that it will not be well soon.
   * Fewer must not end the attempt: its failure would be taken for the reason when, minutes later,
   * the wait is over.
   */
  private static final int THROTTLED_IN_A_ROW = 5;

  private Waiting() {}

  /**
   * One look; empty means: not yet. Blocks for about a poll interval, by asking a {@link
   * SharedPoll}.
   */
  @FunctionalInterface
  public interface Look<T> {
    /** May throw a typed failure to end the wait. */
    Optional<T> look() throws InterruptedException;
  }

  /**
   * Looks until there is something to see.
   *
   * @param what is waited for, for people; travels in the heartbeat
   */
  public static <T> T until(String what, Look<T> look) {
    ActivityExecutionContext activity = Activity.getExecutionContext();
    int throttled = 0;
    try {
      while (true) {
        try {
          Optional<T> seen = look.look();
          if (seen.isPresent()) {
            return seen.get();
          }
          throttled = 0;
        } catch (AwsServiceException e) {
          if (AwsFailures.type(e) != FailureType.THROTTLED || ++throttled == THROTTLED_IN_A_ROW) {
            throw e;
          }
        }
        activity.heartbeat(what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.retryable(
          FailureType.TRANSIENT, "this worker is going down while waiting for " + what, e);
    }
  }
}
