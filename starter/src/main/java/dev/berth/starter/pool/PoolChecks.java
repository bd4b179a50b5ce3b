package dev.berth.starter.pool;

import dev.berth.client.api.Problem.Fault;
import dev.berth.client.api.ProblemCode;
import dev.berth.model.Plan;
import dev.berth.model.Word;
import dev.berth.registry.Registry;
import dev.berth.registry.host.PlanRecord;
import dev.berth.registry.host.PoolRecord;
import dev.berth.registry.host.QuotaStore.Quota;
import dev.berth.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Validates the targets of warm pools. */
@Singleton
final class PoolChecks {
  private static final int MAX_HOSTS = 1000;

  private final Registry registry;

  PoolChecks(Registry registry) {
    this.registry = registry;
  }

  /** The plan of this word; adds a fault when none is configured. */
  Optional<Plan> plan(String word, List<Fault> faults) {
    List<Plan> plans = registry.plans().list().stream().map(PlanRecord::name).toList();
    Optional<Plan> plan = Word.find(Plan.class, word).filter(plans::contains);
    if (plan.isEmpty()) {
      String words = plans.stream().map(Plan::word).collect(Collectors.joining(", "));
      faults.add(new Fault("plan", "must be one of " + words));
    }
    return plan;
  }

  /** Adds a fault when no pool can hold so many hosts. */
  void count(String field, int hosts, List<Fault> faults) {
    if (hosts < 0 || hosts > MAX_HOSTS) {
      faults.add(new Fault(field, "must be a number of hosts from 0 to " + MAX_HOSTS));
    }
  }

  /**
   * Refuses more running hosts than the account's quota allows. Stopped hosts use none of it,
   * except while they are launched.
   *
   * @param pool as it is now
   * @throws Refusal when the missing hosts need more vCPUs than are left
   */
  void quota(String region, Plan plan, int running, Optional<PoolRecord> pool) {
    int existing = pool.map(p -> p.runningReady() + p.runningFilling()).orElse(0);
    Optional<Quota> quota = registry.quotas().find(region).filter(q -> q.vcpuLimit() != null);
    if (quota.isEmpty() || running <= existing) {
      return;
    }
    int limit = quota.get().vcpuLimit();
    int used = quota.get().others() + registry.quotas().ours(region);
    int more = (running - existing) * vcpus(plan);
    if (used + more > limit) {
      throw Refusal.of(
          ProblemCode.OVER_QUOTA,
          ("%d more hosts need %d vCPUs, but %d of the %d that the account may run in %s are used."
                  + " Ask AWS for a higher quota (L-1216C47A), or keep fewer hosts running.")
              .formatted(running - existing, more, used, limit, region));
    }
  }

  private int vcpus(Plan plan) {
    return registry.plans().list().stream()
        .filter(p -> p.name() == plan)
        .findFirst()
        .flatMap(p -> registry.quotas().vcpus(p.instanceTypes().getFirst()))
        .orElse(0);
  }
}
