package dev.berth.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;

/** The command line, a client of the starter's HTTP API. */
public final class Main {
  private Main() {}

  /** Ends the process with one of the codes that the help lists. */
  public static void main(String[] args) {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            Terminal.present(),
            args));
  }

  /** Runs one command and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, boolean terminal, String... args) {
    Berth berth = new Berth(new Output(out, err, terminal));
    return new CommandLine(berth)
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((wrong, _) -> Output.explain(wrong))
        .setExecutionExceptionHandler((error, _, _) -> berth.output().explain(error))
        .registerConverter(Duration.class, Durations::parse)
        .execute(args);
  }
}
