package dev.berth.worker;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.List;

/** A start that waiting cannot help, with the reasons, in sentences for the operator. */
public final class Refusal extends RuntimeException {
  private final List<String> sentences;

  /** For these reasons. */
  public Refusal(List<String> sentences) {
    super(String.join("\n", sentences));
    this.sentences = List.copyOf(sentences);
  }

  Refusal(String sentence) {
    this(List.of(sentence));
  }

  /** What does not work, and the message of the root cause, on one line. */
  Refusal(String what, Throwable why) {
    this(what + ": " + words(Throwables.getRootCause(why)).replaceAll("\\s+", " "));
  }

  /** What does not work, a sentence each. */
  public List<String> sentences() {
    return sentences;
  }

  private static String words(Throwable why) {
    String message = String.valueOf(why.getMessage());
    return why instanceof IOException // often no more than a path
        ? why.getClass().getSimpleName() + ": " + message
        : message;
  }
}
