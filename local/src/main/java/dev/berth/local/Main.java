package dev.berth.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of {@code ./berth} that need a whole world on this machine, or prepare for it. */
@Command(name = "berth", subcommands = ToolsCommand.class)
public final class Main {

  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  command.getErr().println(failure.getMessage());
                  return command.getCommandSpec().exitCodeOnExecutionException();
                })
            .execute(arguments));
  }
}
