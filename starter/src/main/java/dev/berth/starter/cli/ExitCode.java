package dev.berth.starter.cli;

/** How a command ended, for scripts. */
final class ExitCode {
  static final int DONE = 0;
  static final int UNEXPECTED = 1;
  static final int BAD_INPUT = 2;
  static final int FAILED = 3;
  static final int UNREACHABLE = 4;
  static final int TIMED_OUT = 5;
  static final int REFUSED = 6;

  private ExitCode() {}
}
