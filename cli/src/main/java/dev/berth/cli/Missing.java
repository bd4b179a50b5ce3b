package dev.berth.cli;

/** The command names something that does not exist. The message is for people. */
final class Missing extends RuntimeException {
  private Missing(String message) {
    super(message);
  }

  static Missing core() {
    return new Missing("No core of that name has been requested yet.");
  }

  static Missing operation(String id) {
    return new Missing("There is no operation '%s'.".formatted(id));
  }
}
