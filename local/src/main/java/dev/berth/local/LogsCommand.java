package dev.berth.local;

import dev.berth.local.up.Logs;
import dev.berth.local.world.WorldFolder;
import dev.berth.servers.process.Checkout;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what the processes of the world of {@code ./berth up} wrote. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description =
        "Prints the last log lines of the Berth that ./berth up started in this checkout.")
final class LogsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      description = "Such as worker, starter, postgres, temporal or up. Default: all.")
  private List<String> parts = List.of();

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many lines of each. Default: ${DEFAULT-VALUE}.")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new lines until Ctrl-C.")
  private boolean follow;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (lines < 0) {
      throw new ParameterException(spec.commandLine(), "--lines must be 0 or more.");
    }
    try (Logs logs = Logs.of(WorldFolder.of(Checkout.find(System.getenv())), parts)) {
      logs.print(lines, System.out);
      if (follow) {
        logs.follow(System.out);
      }
      return 0;
    }
  }
}
