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
      case RETRYABLE, ANSWER_LOST, CRASH_BEFORE, CRASH_AFTER, TWICE -> true;
      case DENIED, INVALID, CANCEL, UNWANTED -> false;
    };
  }

  boolean terminal() {
    return this == DENIED || this == INVALID;
  }

  boolean suits(Moment moment) {
    return this != UNWANTED || moment.run() == Moment.Run.HOST;
  }
}
