package dev.berth.local.matrix;

/** What goes wrong, once, at one activity. */
enum Fault {
  RETRYABLE("retryable error"),
  DENIED("terminal, curable"),
  INVALID("terminal, incurable"),
  ANSWER_LOST("answer lost"),
  CRASH_BEFORE("crash before"),
  CRASH_AFTER("crash after"),
  TWICE("run twice"),
  /** Its worker stands still; the effect lands when the next attempt has ended and was reported. */
  STALLED("stalled until the next attempt has ended"),
  /**
   * Its worker stands still, and the run is cancelled; the effect lands when all was taken back. A
   * compensation lands when the same core has been deployed again.
   */
  STALLED_UNDONE("stalled until the compensation has ended"),
  CANCEL("cancel"),
  /** The deployment is cancelled while an activity of its host runs. */
  UNWANTED("host unwanted");

  final String words;

  Fault(String words) {
    this.words = words;
  }

  /** Changes nothing about how the run ends. */
  boolean harmless() {
    return switch (this) {
      case RETRYABLE, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER, TWICE, STALLED -> true;
      case DENIED, INVALID, CANCEL, UNWANTED, STALLED_UNDONE -> false;
    };
  }

  boolean stalls() {
    return this == STALLED || this == STALLED_UNDONE;
  }

  boolean terminal() {
    return this == DENIED || this == INVALID;
  }

  boolean suits(Moment moment) {
    return this != UNWANTED || moment.run() == Moment.Run.HOST;
  }
}
