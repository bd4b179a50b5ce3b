package dev.berth.cli;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** A command that was run, and what came of it. */
record Command(int code, String out, String err) {
  /** As in a pipe. */
  static Command run(String... args) {
    return run(style(false, Map.of()), style(false, Map.of()), null, Map.of(), args);
  }

  /** In a pipe, with these environment variables. */
  static Command with(Map<String, String> environment, String... args) {
    return run(style(false, Map.of()), style(false, Map.of()), null, environment, args);
  }

  /** As a person sees it. */
  static Command onTerminal(String... args) {
    return onTerminal(Map.of(), args);
  }

  /** Likewise, with these environment variables beside COLUMNS, which is 80. */
  static Command onTerminal(Map<String, String> environment, String... args) {
    Style style = style(true, environment);
    return run(style, style, null, environment, args);
  }

  /** As a person sees it who sent standard error to a file. */
  static Command withErrorsInAFile(String... args) {
    return run(style(true, Map.of()), style(false, Map.of()), null, Map.of(), args);
  }

  /** As a person sees it, who types {@code line} when asked; null is the end of input. */
  static Command answering(String line, String... args) {
    Style style = style(true, Map.of());
    return run(style, style, line, Map.of(), args);
  }

  private static Style style(boolean terminal, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("COLUMNS", "80");
    return new Style(terminal, all, ZoneId.of("Europe/Berlin"), false);
  }

  private static Command run(
      Style style, Style errStyle, String line, Map<String, String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Output output =
        new Output(
            writer(out),
            writer(err),
            style,
            errStyle,
            question -> {
              err.write(question);
              return line;
            });
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("XDG_CONFIG_HOME", "/nowhere"); // not what the user of this machine keeps
    int code = Main.run(output, all, args);
    return new Command(code, out.toString(), err.toString());
  }

  /** Like those of a process, whose buffers are lost when nothing flushes them. */
  private static PrintWriter writer(StringWriter to) {
    return new PrintWriter(new BufferedWriter(to), true);
  }
}
