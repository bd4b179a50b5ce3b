package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.Deployed;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.CoreWish;
import dev.berth.client.api.CustomerReport;
import dev.berth.client.api.CustomerReport.Result;
import dev.berth.client.api.CustomerWish;
import dev.berth.client.api.OperationView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks for a core, or for both of a customer's cores, and waits if told to. */
@Command(
    name = "deploy",
    description = {
      "Asks for a core, or for a development and a production core when no environment is named.",
      "Asking again is safe: it joins the deployment under way, and finds the core that is ready.",
      "When two are asked for, the exit code is the higher one."
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
      description = "Your own stable key for who signed up.")
  private String customer;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<environment>",
      description =
          "development, production, or another slug; others need --plan. Left out: development and production.")
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

  @Mixin private Requester requester;

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
    BerthClient client = berth.client(requester.name());
    Output output = berth.output();
    List<Outcome> outcomes = new ArrayList<>();
    Instant deadline = Instant.now().plus(timeout);
    for (Result asked : environment == null ? both(client) : List.of(one(client))) {
      Result result = wait ? await(client, asked, deadline) : asked;
      Outcome outcome = new Outcome(customer, result, wait);
      outcome.tell(output, again());
      outcomes.add(outcome);
    }
    List<Result> results = outcomes.stream().map(Outcome::result).toList();
    output.json(
        environment == null
            ? new CustomerReport(customer, results)
            : new CoreReport(results.getFirst().core(), results.getFirst().operation()));
    return outcomes.stream().mapToInt(Outcome::code).max().orElseThrow();
  }

  private Result one(BerthClient client) {
    CoreWish wish = new CoreWish(region, plan, version);
    return switch (client.deploy(customer, environment, wish, null)) {
      case Deployed.Ready(var core) -> new Result(environment, 200, core, null, null);
      case Deployed.Accepted(var core, var operation) ->
          new Result(environment, 202, core, operation, null);
    };
  }

  private List<Result> both(BerthClient client) {
    if (plan != null) {
      throw new ParameterException(
          spec.commandLine(), "--plan needs an environment: each of the two has its own plan.");
    }
    return client.deployBoth(customer, new CustomerWish(region, version), null).cores();
  }

  private Result await(BerthClient client, Result asked, Instant deadline)
      throws InterruptedException {
    if (asked.operation() == null) {
      return asked;
    }
    Follower follower = new Follower(berth.output(), customer + "/" + asked.environment());
    try {
      OperationView ended =
          client.await(asked.operation(), Duration.between(Instant.now(), deadline), follower);
      CoreView core = client.core(customer, asked.environment()).orElseThrow().core();
      return new Result(asked.environment(), asked.status(), core, ended, null);
    } catch (TimedOut timedOut) {
      return asked;
    } finally {
      follower.end();
    }
  }

  private String again() {
    return "berth "
        + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
  }
}
