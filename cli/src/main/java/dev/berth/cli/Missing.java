package dev.berth.cli;

import dev.berth.client.api.ProblemCode;

/** The command names something that does not exist. The message is for people. */
final class Missing extends RuntimeException {
  private final ProblemCode code;

  private Missing(ProblemCode code, String message) {
    super(message);
    this.code = code;
  }

  static Missing core() {
    return new Missing(ProblemCode.NO_SUCH_CORE, "No core of that name has been requested yet.");
  }

  static Missing operation(String id) {
    return new Missing(ProblemCode.NO_SUCH_OPERATION, "There is no operation '%s'.".formatted(id));
  }

  /** The code by which the API would name it. */
  ProblemCode code() {
    return code;
  }
}
