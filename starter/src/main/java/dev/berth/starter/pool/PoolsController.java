package dev.berth.starter.pool;

import dev.berth.client.api.Listing;
import dev.berth.client.api.PoolView;
import dev.berth.client.api.PoolView.Share;
import dev.berth.client.api.PoolWish;
import dev.berth.client.api.Problem.Fault;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.model.Word;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.PoolRecord;
import dev.berth.starter.Settings;
import dev.berth.starter.problem.Callers;
import dev.berth.starter.problem.Described;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.problem.RequestIds;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Warm pools: hosts that are there before a core needs them. */
@Tag(name = "pools")
@Controller("/v1/pools")
@ExecuteOn(TaskExecutors.BLOCKING)
@Described.Problems
class PoolsController {
  private static final int MOST = 1000;

  /** In place of a region: the installation's own. */
  private static final String DEFAULT = "default";

  private final Registry registry;
  private final Settings settings;
  private final Prices prices = new Prices();

  PoolsController(Registry registry, Settings settings) {
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * Lists the pools that were ever set, by region and plan.
   *
   * @return all of them
   */
  @Get
  Listing.Pools listPools() {
    return new Listing.Pools(registry.pools().list().stream().map(this::view).toList());
  }

  /**
   * Sets how many hosts a pool holds. Missing ones are launched, those that are too many are taken
   * away; hosts with cores are never touched.
   *
   * @param asked an AWS region of this installation, or {@code default}
   * @param plan {@code packed} or {@code dedicated}
   * @param body how many; what is left out stays as it is, 0 at first
   * @param requester who asks, for the event log
   * @return the pool as it is now
   */
  @Put("/{region}/{plan}")
  @Described.Noted
  PoolView setPool(
      HttpRequest<?> http,
      @PathVariable("region") String asked,
      String plan,
      @Nullable @Body PoolWish body,
      @Header(value = "X-Requester", defaultValue = "api") String requester) {
    String region = asked.equals(DEFAULT) ? settings.defaultRegion() : asked;
    PoolWish wish = body == null ? new PoolWish(null, null) : body;
    Optional<PoolRecord> before = find(region, plan);
    int running = wanted(wish.running(), before.map(PoolRecord::running));
    int stopped = wanted(wish.stopped(), before.map(PoolRecord::stopped));
    check(region, plan, running, stopped, requester);
    registry
        .pools()
        .set(
            region,
            Word.of(Plan.class, plan),
            running,
            stopped,
            new Actor(new Requester(requester, RequestIds.of(http)), null));
    return view(find(region, plan).orElseThrow());
  }

  private static int wanted(@Nullable Integer wish, Optional<Integer> before) {
    return wish == null ? before.orElse(0) : wish;
  }

  private void check(String region, String plan, int running, int stopped, String requester) {
    List<Fault> faults = new ArrayList<>();
    if (!settings.regions().contains(region)) {
      faults.add(new Fault("region", "must be one of " + String.join(", ", settings.regions())));
    }
    List<String> plans = registry.plans().list().stream().map(p -> p.name().word()).toList();
    if (!plans.contains(plan)) {
      faults.add(new Fault("plan", "must be one of " + String.join(", ", plans)));
    }
    count("running", running, faults);
    count("stopped", stopped, faults);
    Callers.requester(requester, faults);
    if (!faults.isEmpty()) {
      throw Refusal.badInput(faults);
    }
    refuseBeyondQuota(region, plan, running);
  }

  /** Stopped hosts take nothing of it, but for the moment in which each is launched. */
  private void refuseBeyondQuota(String region, String plan, int running) {
    int each =
        registry.plans().list().stream()
            .filter(p -> p.name().word().equals(plan))
            .findFirst()
            .flatMap(p -> registry.quotas().vcpus(p.instanceTypes().getFirst()))
            .orElse(0);
    int there = find(region, plan).map(p -> p.runningReady() + p.runningFilling()).orElse(0);
    registry
        .quotas()
        .find(region)
        .filter(quota -> quota.vcpuLimit() != null && running > there)
        .ifPresent(
            quota -> {
              int used = quota.others() + registry.quotas().ours(region);
              int more = (running - there) * each;
              if (used + more > quota.vcpuLimit()) {
                throw Refusal.conflict(
                    "over-quota",
                    ("%d more hosts need %d vCPUs, but of the %d that the account may run in %s %d are used."
                            + " Ask AWS for a higher quota (L-1216C47A), or keep fewer hosts running.")
                        .formatted(running - there, more, quota.vcpuLimit(), region, used));
              }
            });
  }

  private static void count(String field, int value, List<Fault> faults) {
    if (value < 0 || value > MOST) {
      faults.add(new Fault(field, "must be a number of hosts from 0 to " + MOST));
    }
  }

  private Optional<PoolRecord> find(String region, String plan) {
    return registry.pools().of(region).stream()
        .filter(p -> p.plan().word().equals(plan))
        .findFirst();
  }

  private PoolView view(PoolRecord pool) {
    return new PoolView(
        pool.region(),
        pool.plan().word(),
        new Share(pool.running(), pool.runningReady(), pool.runningFilling()),
        new Share(pool.stopped(), pool.stoppedReady(), pool.stoppedFilling()),
        pool.instanceType(),
        prices.perMonth(pool).orElse(null));
  }
}
