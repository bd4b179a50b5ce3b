package dev.berth.local;

import dev.berth.local.doctor.LocalDoctor;
import dev.berth.local.world.WorldFolder;
import dev.berth.servers.process.Checkout;
import dev.berth.worker.doctor.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what is missing, and what to do about it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at what a first run needs here, and at the installation that is configured in this environment as for a",
      "worker (else at the world of ./berth up), and says what to do: a line each. It changes nothing, and asks AWS as",
      "whoever calls it. Ends with 0 when nothing hinders, with 1 when something does."
    })
final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "The findings as JSON.")
  private boolean json;

  @Option(
      names = "--worker-role",
      paramLabel = "NAME",
      description = "Whose permissions are compared with worker.json; also an ARN. Default: yours.")
  private String workerRole;

  @Option(
      names = "--starter-role",
      paramLabel = "NAME",
      description = "Whose permissions are compared with starter.json; also an ARN.")
  private String starterRole;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long one check may take; a busy machine needs more. Default: ${DEFAULT-VALUE}")
  private int timeout;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (timeout < 1) {
      throw new ParameterException(spec.commandLine(), "--timeout must be 1 or more seconds.");
    }
    Checkout checkout = Checkout.find(System.getenv());
    WorldFolder world = WorldFolder.of(checkout);
    Report report =
        new LocalDoctor(checkout, System.getenv(), world, Duration.ofSeconds(timeout))
            .examine(Optional.ofNullable(workerRole), Optional.ofNullable(starterRole));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? report.json() : report.text());
    out.flush();
    return report.exitCode();
  }
}
