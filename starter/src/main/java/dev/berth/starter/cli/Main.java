package dev.berth.starter.cli;

import dev.berth.starter.client.BerthException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/**
 * {@code ./berth}: what talks to a starter. The launcher handles the commands that run a world on
 * this machine.
 */
@Command(
    name = "berth",
    mixinStandardHelpOptions = true,
    version = "berth 0.1.0",
    scope = ScopeType.LOCAL,
    synopsisSubcommandLabel = "COMMAND",
    description = "Gives every customer of a managed service a running core of their own.",
    subcommands = {
      DeployCommand.class,
      ShowCommand.class,
      ListCommand.class,
      HostsCommand.class,
      OperationsCommand.class,
      EventsCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "On this machine, without AWS (./berth COMMAND --help tells more):",
      "  demo    deploys eight cores before your eyes and kills the worker on the way",
      "  up      starts Berth and stays until Ctrl-C",
      "  test    runs the whole test suite",
      "  tools   finds, downloads or builds the Temporal server",
      "",
      "Examples:",
      "  ./berth deploy acme production --wait",
      "  ./berth show acme production --json",
      "  BERTH_URL=https://berth.example.com ./berth operations",
      "",
      "Exit codes: 0 ready or done, 2 bad input, 3 failed and unwound, 4 unreachable,",
      "            5 timed out waiting, 6 refused, 1 anything else"
    })
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command.getErr()));
  }

  private static int explain(Exception failure, PrintWriter err) {
    err.println("berth: " + failure.getMessage());
    return switch (failure) {
      case BerthException.Refused refused -> {
        refused.problem().errors().forEach(e -> err.println("  " + e.field() + ": " + e.message()));
        yield refused.problem().status() == 400 ? ExitCode.BAD_INPUT : ExitCode.REFUSED;
      }
      case BerthException.Unreachable _ -> ExitCode.UNREACHABLE;
      case BerthException.TimedOut _ -> ExitCode.TIMED_OUT;
      default -> ExitCode.UNEXPECTED;
    };
  }
}
