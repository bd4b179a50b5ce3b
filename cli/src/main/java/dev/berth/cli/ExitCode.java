package dev.berth.cli;

import dev.berth.client.api.Problem;
import dev.berth.client.api.ProblemCode;

/** The exit codes of commands, for scripts. */
final class ExitCode {
  static final int DONE = 0;
  static final int UNEXPECTED = 1;
  static final int BAD_INPUT = 2;
  static final int FAILED = 3;
  static final int UNREACHABLE = 4;
  static final int TIMED_OUT = 5;
  static final int REFUSED = 6;
  static final int NOT_ALLOWED = 7;

  private ExitCode() {}

  /** The exit code for this problem. */
  static int of(Problem problem) {
    return switch (problem.status()) {
      case 409 -> REFUSED;
      case 401, 429 -> NOT_ALLOWED;
      case 403 -> isOfTheKey(problem) ? NOT_ALLOWED : BAD_INPUT;
      case 502, 503, 504 -> UNREACHABLE;
      default -> problem.status() >= 500 ? UNEXPECTED : BAD_INPUT;
    };
  }

  private static boolean isOfTheKey(Problem problem) {
    return problem.code().equals(ProblemCode.SCOPE_MISSING.word())
        || problem.code().equals(ProblemCode.OTHER_CUSTOMERS.word());
  }
}
