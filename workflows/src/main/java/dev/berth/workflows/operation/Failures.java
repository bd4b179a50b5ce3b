package dev.berth.workflows.operation;

import dev.berth.model.FailureType;
import dev.berth.model.Word;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.Locale;

/** Failure types as Temporal carries them. */
public final class Failures {
  private Failures() {}

  /** A failure that the activity's policy retries. */
  public static ApplicationFailure retryable(FailureType type, String message, Throwable cause) {
    return builder(type, message, cause).build();
  }

  /** A failure that the activity's policy retries, not before {@code delay}. */
  public static ApplicationFailure retryableAfter(
      FailureType type, Duration delay, String message, Throwable cause) {
    return builder(type, message, cause).setNextRetryDelay(delay).build();
  }

  /** A definite answer: the activity is not retried, the workflow decides. */
  public static ApplicationFailure terminal(FailureType type, String message, Throwable cause) {
    return builder(type, message, cause).setNonRetryable(true).build();
  }

  private static ApplicationFailure.Builder builder(
      FailureType type, String message, Throwable cause) {
    return ApplicationFailure.newBuilder().setType(type.word()).setMessage(message).setCause(cause);
  }

  /**
   * The type of a failure as a workflow catches it, looking through the activity failure around it.
   */
  public static FailureType type(TemporalFailure failure) {
    return switch (failure) {
      case CanceledFailure _ -> FailureType.CANCELLED;
      case TimeoutFailure timeout when timeout.getCause() instanceof TemporalFailure last ->
          type(last);
      case TimeoutFailure _ -> FailureType.TIMED_OUT;
      case ActivityFailure activity when activity.getCause() instanceof TemporalFailure cause ->
          type(cause);
      case ApplicationFailure application ->
          Word.find(FailureType.class, application.getType()).orElse(FailureType.UNKNOWN);
      default -> FailureType.UNKNOWN;
    };
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }

  /** What went wrong, in the words of the component that noticed it, without the layers around. */
  public static String message(TemporalFailure failure) {
    return switch (failure) {
      case ActivityFailure activity when activity.getCause() instanceof TemporalFailure cause ->
          message(cause);
      case TimeoutFailure timeout when timeout.getCause() instanceof TemporalFailure last ->
          "timed out; last: " + message(last);
      case TimeoutFailure timeout ->
          "timed out (" + timeout.getTimeoutType().name().toLowerCase(Locale.ROOT) + ")";
      case CanceledFailure cancelled when isBlank(cancelled.getOriginalMessage()) ->
          "it was cancelled";
      default -> failure.getOriginalMessage();
    };
  }
}
