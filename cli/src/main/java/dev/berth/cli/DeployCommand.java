package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.Deployed;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreRequest;
import dev.berth.client.api.CustomerReport;
import dev.berth.client.api.CustomerRequest;
import dev.berth.client.api.OperationView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Deploys a core, or both of a customer's cores, and waits if told to. */
@Command(
    name = "deploy",
    description = {
      "Deploys a core, or both cores of a customer.",
      "Without an environment these are development and production, and the exit code is the higher one. The command is idempotent: it joins a deployment under way, and finds a core that is ready."
    },
    footer = {
      "",
      "Examples:",
      "  berth deploy acme development --wait",
      "  berth deploy acme --wait",
      "  berth deploy acme staging --plan packed --wait --timeout 5m",
      "  berth deploy acme production --wait --json | jq -r .core.url"
    })
final class DeployCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "<customer>",
      description = "Your own stable key of the customer.")
  private String customer;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<environment>",
      description =
          "development, production, or another slug; others need --plan. Default: development and production.")
  private String environment;

  @Mixin private RegionOption region;

  @Option(
      names = "--plan",
      paramLabel = "<plan>",
      description =
          "How the core is housed: packed or dedicated. Default: packed for development, dedicated for production.")
  private String plan;

  @Option(
      names = "--version",
      paramLabel = "<version>",
      description = "The core's version, such as 10.1. Default: the installation's.")
  private String version;

  @Mixin private RequesterOption requester;

  /** Null when the command does not wait. */
  @ArgGroup(exclusive = false)
  private Waiting waiting;

  private static final class Waiting {
    @Option(
        names = "--wait",
        required = true,
        description = "Wait until the core is ready or the deployment has failed.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean wait;

    @Option(
        names = "--timeout",
        paramLabel = "<time>",
        defaultValue = "15m",
        description = "How long to wait, such as 90s or 15m. Default: ${DEFAULT-VALUE}")
    private Duration timeout;
  }

  @Override
  public Integer call() throws InterruptedException {
    BerthClient client = berth.client(requester.name());
    Output output = berth.output();
    List<CoreReport> asked = environment == null ? both(client) : List.of(one(client));
    List<CoreReport> reports = waiting == null ? asked : await(client, asked);
    int highest = ExitCode.DONE;
    for (CoreReport report : reports) {
      int code = DeployResult.code(report, waiting != null);
      DeployResult.print(report, code, output, again());
      highest = Math.max(highest, code);
    }
    output.json(environment == null ? new CustomerReport(customer, reports) : reports.getFirst());
    return highest;
  }

  private CoreReport one(BerthClient client) {
    CoreRequest request = new CoreRequest(region.given, plan, version);
    return switch (client.deploy(customer, environment, request, null)) {
      case Deployed.Ready(var core) -> new CoreReport(core, null, null);
      case Deployed.Accepted(var core, var operation) -> new CoreReport(core, operation, null);
    };
  }

  private List<CoreReport> both(BerthClient client) {
    if (plan != null) {
      throw new ParameterException(
          spec.commandLine(), "--plan needs an environment: each of the two has its own plan.");
    }
    return client.deployBoth(customer, new CustomerRequest(region.given, version), null).cores();
  }

  private List<CoreReport> await(BerthClient client, List<CoreReport> asked)
      throws InterruptedException {
    List<OperationView> operations =
        asked.stream().map(CoreReport::operation).filter(Objects::nonNull).toList();
    Map<String, OperationView> seen =
        new Waiter(client, waiting.timeout, berth.output())
            .await(operations, Text::on).stream()
                .collect(Collectors.toMap(OperationView::id, operation -> operation));
    return asked.stream()
        .map(
            report ->
                report.operation() == null
                    ? report
                    : now(client, report, seen.get(report.operation().id())))
        .toList();
  }

  private CoreReport now(BerthClient client, CoreReport asked, OperationView seen) {
    return seen.ended()
        ? new CoreReport(
            client.core(customer, asked.core().environment()).orElseThrow().core(), seen, null)
        : asked;
  }

  private String again() {
    return "berth "
        + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
  }
}
