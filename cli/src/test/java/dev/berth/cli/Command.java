package dev.berth.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was run, and what came of it. */
record Command(int code, String out, String err) {
  /** As in a pipe. */
  static Command run(String... args) {
    return run(false, null, args);
  }

  /** As a person sees it. */
  static Command onTerminal(String... args) {
    return answering(null, args);
  }

  /** As a person sees it, who types {@code line} when asked; null is the end of input. */
  static Command answering(String line, String... args) {
    return run(true, line, args);
  }

  private static Command run(boolean terminal, String line, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Output output =
        new Output(
            new PrintWriter(out),
            new PrintWriter(err),
            terminal,
            question -> {
              err.write(question);
              return line;
            });
    int code = Main.run(output, args);
    return new Command(code, out.toString(), err.toString());
  }
}
