package dev.berth.local;

import dev.berth.cli.Mistyped;
import dev.berth.local.world.Failures;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The commands of {@code ./berth} that need a whole world on this machine, or prepare for it; and
 * the one that a container of {@code docker-compose.yml} runs.
 */
@Command(
    name = "berth",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ChaosCommand.class,
      BenchCommand.class,
      ToolsCommand.class,
      HistoriesCommand.class,
      DoctorCommand.class,
      AwsCommand.class
    })
public final class Main {

  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    // Names under "localhost" are not known to every resolver: a core's name travels in the Host
    // header. Set before the first HTTP client is made, or it is not seen.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    System.exit(commandLine().execute(arguments));
  }

  /** The commands; a failure is told in one line. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(
            (wrong, words) -> Mistyped.explain(wrong, wrong.getCommandLine().getErr()))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (!isGoingDown()) {
                command.getErr().println(Failures.sentence(failure));
              }
              return failure instanceof IllegalArgumentException
                  ? command.getCommandSpec().exitCodeOnInvalidInput()
                  : command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  /** After Ctrl-C a command finds its world gone: that is no failure to tell. */
  private static boolean isGoingDown() {
    try {
      return Runtime.getRuntime().removeShutdownHook(new Thread());
    } catch (IllegalStateException goingDown) {
      return true;
    }
  }
}
