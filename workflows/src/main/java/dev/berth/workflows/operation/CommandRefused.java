package dev.berth.workflows.operation;

/**
 * A command that an operation does not take now. Its message is {@code code: sentence}, which is
 * all that reaches the caller: the SDK hides the type of a {@code TemporalFailure} thrown by a
 * validator.
 */
public final class CommandRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandRefused(String code, String sentence) {
    super(code + ": " + sentence);
  }

  /** The stable word of a refusal's message, e.g. {@code not-held}. */
  public static String code(String message) {
    return message.split(": ", 2)[0];
  }

  /** The sentence of a refusal's message. */
  public static String sentence(String message) {
    return message.substring(message.indexOf(": ") + 2);
  }
}
