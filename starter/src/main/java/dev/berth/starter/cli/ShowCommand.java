package dev.berth.starter.cli;

import dev.berth.starter.api.CoreReport;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a core and what is done to it.")
final class ShowCommand implements Callable<Integer> {
  @Mixin private Door door;

  @Parameters(paramLabel = "CUSTOMER")
  private String customer;

  @Parameters(paramLabel = "ENVIRONMENT")
  private String environment;

  @Override
  public Integer call() {
    Optional<CoreReport> found = door.client().core(customer, environment);
    if (found.isEmpty()) {
      door.err()
          .printf(
              "berth: nobody asked for %s/%s yet: ./berth deploy %s %s%n",
              customer, environment, customer, environment);
      return ExitCode.REFUSED;
    }
    CoreReport report = found.get();
    door.answer(
        report,
        () -> {
          Text.core(door.out(), report.core());
          if (report.operation() != null) {
            Text.operation(door.out(), report.operation());
          }
        });
    return ExitCode.DONE;
  }
}
