package dev.berth.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was run, and what came of it. */
record Command(int code, String out, String err) {
  /** As in a pipe. */
  static Command run(String... args) {
    return run(false, args);
  }

  /** As a person sees it. */
  static Command onTerminal(String... args) {
    return run(true, args);
  }

  private static Command run(boolean terminal, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), terminal, args);
    return new Command(code, out.toString(), err.toString());
  }
}
