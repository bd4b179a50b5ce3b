package dev.berth.starter.cli;

import dev.berth.starter.api.CoreReport;
import dev.berth.starter.api.CoreView;
import dev.berth.starter.api.CoreWish;
import dev.berth.starter.api.OperationView;
import dev.berth.starter.client.BerthClient;
import dev.berth.starter.client.Deployed;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for a core. Asking again for the same is harmless: it is the same operation, or the core that is there.",
      "",
      "Example: ./berth deploy acme production --wait"
    })
final class DeployCommand implements Callable<Integer> {
  @Mixin private Door door;

  @Parameters(
      paramLabel = "CUSTOMER",
      description = "Your own stable key for who signed up: a slug.")
  private String customer;

  @Parameters(
      paramLabel = "ENVIRONMENT",
      description = "development (packed), production (dedicated), or a slug with --plan.")
  private String environment;

  @Option(
      names = "--region",
      description = "An AWS region of this installation. Default: the installation's.")
  private String region;

  @Option(names = "--plan", description = "packed or dedicated. Default: by the environment.")
  private String plan;

  @Option(
      names = "--version-of-core",
      paramLabel = "X.Y.Z",
      description = "Default: the installation's.")
  private String version;

  @Option(
      names = "--requester",
      defaultValue = "cli",
      description = "Who asks, for the event log. Default: ${DEFAULT-VALUE}.")
  private String requester;

  @Option(names = "--request-id", description = "Your id of the request, for the event log.")
  private String requestId;

  @Option(
      names = "--wait",
      description = "Wait until the core is ready, or unwound; shows progress.")
  private boolean wait;

  @Option(
      names = "--timeout",
      defaultValue = "15m",
      converter = Span.class,
      description =
          "How long to wait, e.g. 90s, 15m. The deployment goes on afterwards. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Override
  public Integer call() throws InterruptedException {
    BerthClient client = door.client(requester);
    Deployed deployed =
        client.deploy(customer, environment, new CoreWish(region, plan, version), requestId);
    return switch (deployed) {
      case Deployed.Ready(CoreView core) -> {
        door.answer(new CoreReport(core, null), () -> Text.core(door.out(), core));
        yield ExitCode.DONE;
      }
      case Deployed.Accepted(CoreView core, OperationView operation) -> {
        if (wait) {
          yield await(client, operation);
        }
        door.answer(
            new CoreReport(core, operation),
            () ->
                door.out()
                    .printf(
                        "accepted: operation %s (./berth operations %s)%n",
                        operation.id(), operation.id()));
        yield ExitCode.DONE;
      }
    };
  }

  private int await(BerthClient client, OperationView operation) throws InterruptedException {
    LiveLine line = new LiveLine(door.err());
    OperationView ended;
    try {
      ended = client.await(operation, timeout, line);
    } finally {
      line.end();
    }
    CoreReport report = client.core(customer, environment).orElseThrow();
    if (ended.succeeded()) {
      door.answer(report, () -> Text.core(door.out(), report.core()));
      return ExitCode.DONE;
    }
    door.answer(new CoreReport(report.core(), ended), () -> Text.operation(door.out(), ended));
    return ExitCode.FAILED;
  }

  /** 90s, 15m, 1h. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("[0-9]{1,6}[smh]")) {
        throw new TypeConversionException("'" + text + "' is not a time: say e.g. 90s, 15m or 1h");
      }
      return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
