package dev.berth.starter.cli;

import dev.berth.starter.api.CoreReport;
import dev.berth.starter.api.CoreWish;
import dev.berth.starter.api.OperationView;
import dev.berth.starter.client.BerthClient;
import dev.berth.starter.client.BerthException.TimedOut;
import dev.berth.starter.client.Deployed;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks for a core, and waits for it if told to. */
@Command(
    name = "deploy",
    description = {
      "Asks for a core. Asking again is safe: it joins the deployment under way, and finds the core that is ready."
    },
    footer = {
      "",
      "Examples:",
      "  berth deploy acme development --wait",
      "  berth deploy acme staging --plan packed --wait --timeout 5m",
      "  berth deploy acme production --wait --json | jq -r .core.url"
    })
final class DeployCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<customer>", description = "Your own stable key for who signed up.")
  private String customer;

  @Parameters(
      paramLabel = "<environment>",
      description = "development, production, or another slug; others need --plan.")
  private String environment;

  @Option(
      names = "--region",
      paramLabel = "<region>",
      description = "An AWS region. Left open: the installation's default.")
  private String region;

  @Option(
      names = "--plan",
      paramLabel = "<plan>",
      description =
          "How the core is housed: packed or dedicated. Left open: packed for development, dedicated for production.")
  private String plan;

  @Option(
      names = "--version",
      paramLabel = "<version>",
      description = "The core's version, such as 10.1. Left open: the installation's.")
  private String version;

  @Option(
      names = "--requester",
      paramLabel = "<name>",
      defaultValue = "${sys:user.name}",
      description = "Who asks, for the event log. Default: your user name.")
  private String requester;

  @Option(names = "--wait", description = "Wait until the core is ready, or the deployment failed.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "<time>",
      defaultValue = "15m",
      description = "How long to wait, such as 90s or 15m. Default: ${DEFAULT-VALUE}")
  private Duration timeout;

  @Override
  public Integer call() throws InterruptedException {
    BerthClient client = berth.client(requester);
    Deployed deployed =
        client.deploy(customer, environment, new CoreWish(region, plan, version), null);
    return switch (deployed) {
      case Deployed.Ready(var core) -> answer(new CoreReport(core, null));
      case Deployed.Accepted(var core, var operation) when !wait -> {
        berth
            .output()
            .answer(
                new CoreReport(core, operation),
                "%s/%s is being deployed (operation %s). See how it goes: berth show %s %s"
                    .formatted(customer, environment, operation.id(), customer, environment));
        yield ExitCode.DONE;
      }
      case Deployed.Accepted accepted -> await(client, accepted.operation());
    };
  }

  private int await(BerthClient client, OperationView operation) throws InterruptedException {
    Follower follower = new Follower(berth.output(), customer + "/" + environment);
    OperationView ended;
    try {
      ended = client.await(operation, timeout, follower);
    } catch (TimedOut timedOut) {
      follower.end();
      berth.output().explain(timedOut);
      berth.output().err().println("Go on waiting: " + again());
      return ExitCode.TIMED_OUT;
    }
    follower.end();
    CoreReport report =
        new CoreReport(client.core(customer, environment).orElseThrow().core(), ended);
    return ended.succeeded() ? answer(report) : failed(report);
  }

  private int answer(CoreReport report) {
    berth.output().answer(report, Text.of(new CoreReport(report.core(), null)));
    return ExitCode.DONE;
  }

  private int failed(CoreReport report) {
    Output output = berth.output();
    OperationView operation = report.operation();
    if (output.json()) {
      output.answer(report, "");
    }
    output
        .err()
        .println(
            "%s/%s was not deployed: %s. %s"
                .formatted(
                    customer,
                    environment,
                    operation.message(),
                    operation.state().equals("unwound")
                        ? "All that was done was taken back."
                        : "Something is left behind."));
    output.err().println(Text.of(operation).stripTrailing());
    return ExitCode.FAILED;
  }

  private String again() {
    return "berth "
        + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
  }
}
