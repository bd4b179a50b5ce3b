package dev.berth.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The command line, a client of the starter's HTTP API. */
public final class Main {
  private Main() {}

  /** Ends the process with one of the codes that the help lists. */
  public static void main(String[] args) {
    System.exit(
        run(
            new Output(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Style.of(Terminal.present()),
                Style.of(Terminal.showsErrors()),
                Terminal::ask),
            System.getenv(),
            args));
  }

  /** Runs one command, which asks nothing, and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, boolean terminal, String... args) {
    return run(out, err, terminal, System.getenv(), args);
  }

  /**
   * The same.
   *
   * @param environment where the API key may be
   */
  public static int run(
      PrintWriter out,
      PrintWriter err,
      boolean terminal,
      Map<String, String> environment,
      String... args) {
    Output output = new Output(out, err, Style.of(terminal), Style.of(terminal), _ -> null);
    return run(output, environment, args);
  }

  static int run(Output output, Map<String, String> environment, String... args) {
    return commandLine(output, environment).execute(args);
  }

  /** All commands. */
  static CommandLine commandLine(Output output, Map<String, String> environment) {
    Berth berth = new Berth(output, environment);
    CommandLine commandLine = new CommandLine(berth);
    VersionCommand.addOptions(commandLine, berth);
    LauncherCommand.addTo(commandLine);
    return commandLine
        .setOut(output.out())
        .setErr(output.err())
        .setUsageHelpAutoWidth(true)
        .setColorScheme(output.style().colours())
        .setOverwrittenOptionsAllowed(true)
        .setParameterExceptionHandler(
            (wrong, words) -> output.forPrograms(List.of(words).contains("--json")).explain(wrong))
        .setExecutionExceptionHandler((error, _, _) -> berth.explain(error))
        .registerConverter(Duration.class, Durations::parse)
        .registerConverter(int.class, text -> whole(text, Integer::valueOf))
        .registerConverter(Integer.class, text -> whole(text, Integer::valueOf))
        .registerConverter(long.class, text -> whole(text, Long::valueOf));
  }

  private static <T> T whole(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not a whole number such as 100".formatted(text));
    }
  }
}
