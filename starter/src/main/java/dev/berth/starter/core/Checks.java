package dev.berth.starter.core;

import dev.berth.client.api.CoreRequest;
import dev.berth.client.api.Problem.Fault;
import dev.berth.model.CoreKey;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.model.Word;
import dev.berth.starter.problem.Names;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.region.Regions;
import dev.berth.workflows.core.DeployRequest;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Validates requests for cores before anything starts. Their values end up in names, commands and
 * scripts, so only values that are known to be harmless pass.
 */
@Singleton
final class Checks {
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){1,2}");
  private static final String PLANS = String.join(", ", Word.words(Plan.class));

  private final Regions regions;

  Checks(Regions regions) {
    this.regions = regions;
  }

  /**
   * The workflow's request, with the starter's defaults filled in.
   *
   * @throws Refusal with all faults
   */
  DeployRequest request(CoreKey key, CoreRequest asked, Requester requester) {
    List<Fault> faults = new ArrayList<>();
    Names.check(key, faults);
    String region = regions.known(asked.region(), faults);
    Optional<Plan> plan = plan(asked.plan(), key.environment(), faults);
    if (asked.version() != null && !VERSION.matcher(asked.version()).matches()) {
      faults.add(
          new Fault("version", "must be numbers with dots between them, such as 10.1 or 10.1.4"));
    }
    Refusal.ifAny(faults);
    return new DeployRequest(key, region, plan.orElseThrow(), asked.version(), requester);
  }

  private static Optional<Plan> plan(
      @Nullable String word, String environment, List<Fault> faults) {
    Optional<Plan> plan =
        word == null ? Plan.ofEnvironment(environment) : Word.find(Plan.class, word);
    if (plan.isEmpty()) {
      faults.add(
          new Fault(
              "plan",
              word == null
                  ? "must be named for this environment, as one of %s; only development and production have a plan by default"
                      .formatted(PLANS)
                  : "must be one of " + PLANS));
    }
    return plan;
  }
}
