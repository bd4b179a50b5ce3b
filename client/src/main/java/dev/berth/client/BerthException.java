package dev.berth.client;

import dev.berth.client.api.Problem;
import java.util.stream.Collectors;

/** Why Berth did not carry out a request. The message is for people. */
public abstract sealed class BerthException extends RuntimeException {
  private BerthException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Berth refused the request, and will refuse it again until something changes. */
  public static final class Refused extends BerthException {
    private final transient Problem problem;

    Refused(Problem problem) {
      super(message(problem), null);
      this.problem = problem;
    }

    /** In one line, for logs: what happened, and every fault of the request. */
    private static String message(Problem problem) {
      String faults =
          problem.errors().stream()
              .map(fault -> "%s %s".formatted(fault.field(), fault.message()))
              .collect(Collectors.joining("; "));
      String what = problem.detail() == null ? problem.title() : problem.detail();
      return faults.isEmpty() ? what : "%s (%s)".formatted(what, faults);
    }

    /** What is wrong, with a stable code and all faults. */
    public Problem problem() {
      return problem;
    }
  }

  /**
   * Berth, or a system that it needs, does not answer. Whether the request arrived is unknown;
   * every request may be repeated.
   */
  public static final class Unreachable extends BerthException {
    Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The thread was interrupted; its flag is set again. Whether the request arrived is unknown. */
  public static final class Interrupted extends BerthException {
    private Interrupted(Throwable cause) {
      super("The thread was interrupted while it waited for Berth.", cause);
    }

    static Interrupted of(InterruptedException cause) {
      Thread.currentThread().interrupt();
      return new Interrupted(cause);
    }
  }

  /** The operation did not end within the timeout. It goes on. */
  public static final class TimedOut extends BerthException {
    TimedOut(String message) {
      super(message, null);
    }
  }

  /** The answer is not one of Berth's API: a fault in Berth, or another server at this URL. */
  public static final class Unexpected extends BerthException {
    Unexpected(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
