package dev.berth.activities.failure;

import com.google.errorprone.annotations.FormatMethod;
import dev.berth.model.FailureType;
import dev.berth.workflows.operation.Failures;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Typed failures of activities, each with a formatted message and without a cause. */
public final class Fail {
  private Fail() {}

  /** A definite answer: the activity is not retried, the workflow decides. */
  @FormatMethod
  public static ApplicationFailure terminal(FailureType type, String message, Object... values) {
    return Failures.terminal(type, message.formatted(values), null);
  }

  /** A failure that the activity's policy retries. */
  @FormatMethod
  public static ApplicationFailure retryable(FailureType type, String message, Object... values) {
    return Failures.retryable(type, message.formatted(values), null);
  }

  /** A failure that the activity's policy retries, not before {@code delay}. */
  @FormatMethod
  public static ApplicationFailure retryableAfter(
      FailureType type, Duration delay, String message, Object... values) {
    return Failures.retryableAfter(type, delay, message.formatted(values), null);
  }
}
