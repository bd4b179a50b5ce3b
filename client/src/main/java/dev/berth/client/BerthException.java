package dev.berth.client;

import dev.berth.client.api.Problem;

/** Why Berth did not carry out a request. The message is for people. */
public abstract sealed class BerthException extends RuntimeException {
  private BerthException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Berth refused the request, and will refuse it again until something changes. */
  public static final class Refused extends BerthException {
    private final transient Problem problem;

    Refused(Problem problem) {
      super(problem.detail() == null ? problem.title() : problem.detail(), null);
      this.problem = problem;
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
