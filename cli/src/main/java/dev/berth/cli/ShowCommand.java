package dev.berth.cli;

import dev.berth.client.api.CoreReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows one core. */
@Command(name = "show", description = "Shows a core and the progress of its deployment.")
final class ShowCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;

  @Parameters(paramLabel = "<customer>", description = "Your own stable key of the customer.")
  private String customer;

  @Parameters(paramLabel = "<environment>", description = "Which of the customer's cores.")
  private String environment;

  @Override
  public Integer call() {
    Optional<CoreReport> report = berth.client().core(customer, environment);
    if (report.isEmpty()) {
      berth.output().err().println("No core of that name has been requested yet.");
      return ExitCode.BAD_INPUT;
    }
    berth.output().answer(report.get(), Text.of(report.get()));
    return ExitCode.DONE;
  }
}
