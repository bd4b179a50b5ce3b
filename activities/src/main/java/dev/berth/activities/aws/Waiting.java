package dev.berth.activities.aws;

import dev.berth.workflows.operation.FailureType;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.Optional;

/**
 * A wait: bounded by the activity's schedule-to-close, ended at once by a cancel. A look may block:
 * {@link dev.berth.activities.operation.Heartbeats} beats beside it.
 */
public final class Waiting {
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
    try {
      while (true) {
        activity.heartbeat(what);
        Optional<T> seen = look.look();
        if (seen.isPresent()) {
          return seen.get();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FailureType.TRANSIENT.retryable(
          "this worker is going down while waiting for " + what, e);
    }
  }
}
