package dev.berth.client;

import dev.berth.client.api.Problem;

/** Why Berth did not do what it was asked. The message is for people. */
public abstract sealed class BerthException extends RuntimeException {
  private BerthException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Berth refused: asking the same again will be refused again, until something changes. */
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
   * Berth, or something that it cannot do without, is away. Whether the request arrived is not
   * known; every request may be repeated.
   */
  public static final class Unreachable extends BerthException {
    Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The operation did not end in the time that the caller would wait. It goes on. */
  public static final class TimedOut extends BerthException {
    TimedOut(String message) {
      super(message, null);
    }
  }

  /** An answer that is none of Berth's: a fault in Berth, or something else at that URL. */
  public static final class Unexpected extends BerthException {
    Unexpected(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
