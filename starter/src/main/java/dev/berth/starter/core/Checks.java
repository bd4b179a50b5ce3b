package dev.berth.starter.core;

import dev.berth.client.api.CoreWish;
import dev.berth.client.api.Problem.Fault;
import dev.berth.starter.Settings;
import dev.berth.starter.problem.Callers;
import dev.berth.starter.problem.Refusal;
import dev.berth.model.CoreKey;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.model.Plan;
import io.micronaut.core.annotation.Nullable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Turns what was asked into a request that can be carried out, or refuses it with all of its faults
 * before anything starts. Much of it ends in names, commands and scripts, so only what is known to
 * be harmless passes.
 */
@Singleton
final class Checks {
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){1,2}");
  private static final String PLANS =
      Arrays.stream(Plan.values()).map(Plan::word).collect(Collectors.joining(", "));

  private final Settings settings;

  Checks(Settings settings) {
    this.settings = settings;
  }

  /**
   * The request with every choice made that is the starter's to make.
   *
   * @throws Refusal with all faults
   */
  DeployRequest request(CoreKey key, CoreWish wish, String requester, String requestId) {
    List<Fault> faults = new ArrayList<>();
    slugs(key, faults);
    String region = region(wish.region(), faults);
    Optional<Plan> plan = plan(wish.plan(), key.environment(), faults);
    if (wish.version() != null && !VERSION.matcher(wish.version()).matches()) {
      faults.add(
          new Fault("version", "must be numbers with dots between them, such as 10.1 or 10.1.4"));
    }
    Callers.requester(requester, faults);
    refuse(faults);
    return new DeployRequest(key, region, plan.orElseThrow(), wish.version(), requester, requestId);
  }

  /** Refuses a name that no core can have. */
  static void name(CoreKey key) {
    List<Fault> faults = new ArrayList<>();
    slugs(key, faults);
    refuse(faults);
  }

  /** Refuses a name that no core can have, and a requester that fits in no log. */
  static void caller(CoreKey key, String requester) {
    List<Fault> faults = new ArrayList<>();
    slugs(key, faults);
    Callers.requester(requester, faults);
    refuse(faults);
  }

  private static void refuse(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw Refusal.badInput(faults);
    }
  }

  private static void slugs(CoreKey key, List<Fault> faults) {
    slug("customer", key.customer(), faults);
    slug("environment", key.environment(), faults);
  }

  private static void slug(String field, String value, List<Fault> faults) {
    if (!CoreKey.isSlug(value)) {
      faults.add(new Fault(field, "must be " + CoreKey.SLUG));
    }
  }

  private String region(@Nullable String region, List<Fault> faults) {
    if (region == null) {
      return settings.defaultRegion();
    }
    if (!settings.regions().contains(region)) {
      faults.add(new Fault("region", "must be one of " + String.join(", ", settings.regions())));
    }
    return region;
  }

  private static Optional<Plan> plan(
      @Nullable String word, String environment, List<Fault> faults) {
    Optional<Plan> plan = word == null ? Plan.ofEnvironment(environment) : Plan.ofWord(word);
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
