package dev.berth.cli;

import dev.berth.client.api.ProblemCode;
import java.util.List;

/** The command ends because of what it was told. The message is for people. */
final class BadInput extends IllegalArgumentException {
  private final ProblemCode code;

  private BadInput(ProblemCode code, String message) {
    super(message);
    this.code = code;
  }

  static BadInput of(String message) {
    return new BadInput(ProblemCode.BAD_INPUT, message);
  }

  static BadInput noCore() {
    return new BadInput(ProblemCode.NO_SUCH_CORE, "No core of that name has been requested yet.");
  }

  static BadInput noOperation(String id) {
    return new BadInput(ProblemCode.NO_SUCH_OPERATION, "There is no operation '%s'.".formatted(id));
  }

  static BadInput noId(String id) {
    return new BadInput(
        ProblemCode.NO_SUCH_OPERATION,
        "There is no operation, core, host or image '%s'.".formatted(id));
  }

  /** No operation that a command was to change is in a state in which it takes it. */
  static BadInput noneTakesIt(String verb, List<String> states) {
    return new BadInput(
        ProblemCode.NO_SUCH_OPERATION,
        "No such operation is %s; there is nothing to %s."
            .formatted(String.join(" or ", states), verb));
  }

  /** The answer to a question was not yes. */
  static BadInput declined() {
    return new BadInput(ProblemCode.BAD_INPUT, "Nothing was changed.");
  }

  /** The code by which the API would name it. */
  ProblemCode code() {
    return code;
  }
}
