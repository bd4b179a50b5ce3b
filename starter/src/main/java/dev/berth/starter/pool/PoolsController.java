package dev.berth.starter.pool;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.PoolRequest;
import dev.berth.client.api.PoolView;
import dev.berth.client.api.PoolView.Share;
import dev.berth.client.api.Problem.Fault;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.PoolRecord;
import dev.berth.starter.key.Scopes;
import dev.berth.starter.problem.ApiDoc;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.region.Regions;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Warm pools: hosts that are launched before a core needs them. */
@Tag(name = "pools")
@Controller("/v1/pools")
@ApiDoc.Routes
class PoolsController {
  private final Registry registry;
  private final Regions regions;
  private final PoolChecks checks;
  private final Prices prices = new Prices();

  PoolsController(Registry registry, Regions regions, PoolChecks checks) {
    this.registry = registry;
    this.regions = regions;
    this.checks = checks;
  }

  /**
   * Lists the pools that were set at least once, by region and plan.
   *
   * @return all of them
   */
  @Get
  @Secured(Scopes.READ)
  ListResponse.Pools listPools() {
    return new ListResponse.Pools(registry.pools().list().stream().map(this::view).toList());
  }

  /**
   * Sets how many hosts a pool holds. Missing hosts are launched, surplus hosts are removed; hosts
   * with cores are never touched.
   *
   * @param named an AWS region of this installation, or {@code default}
   * @param plan {@code packed} or {@code dedicated}
   * @param body the numbers; one that is left out stays as it is, and is 0 at first
   * @return the pool as it is now
   */
  @Put("/{region}/{plan}")
  @Secured(Scopes.OPERATOR)
  @ApiDoc.Audited
  PoolView setPool(
      @PathVariable("region") String named,
      String plan,
      @Nullable @Body PoolRequest body,
      @Parameter(hidden = true) Requester requester) {
    List<Fault> faults = new ArrayList<>();
    String region = regions.known(named, faults);
    PoolRequest request = body == null ? new PoolRequest(null, null) : body;
    Optional<Plan> known = checks.plan(plan, faults);
    Optional<PoolRecord> before = known.flatMap(p -> find(region, p));
    int running = target(request.running(), before.map(PoolRecord::running));
    int stopped = target(request.stopped(), before.map(PoolRecord::stopped));
    checks.count("running", running, faults);
    checks.count("stopped", stopped, faults);
    Refusal.ifAny(faults);
    Plan valid = known.orElseThrow();
    checks.quota(region, valid, running, before);
    registry.pools().set(region, valid, running, stopped, new Actor(requester, null));
    return view(find(region, valid).orElseThrow());
  }

  private static int target(@Nullable Integer asked, Optional<Integer> before) {
    return asked == null ? before.orElse(0) : asked;
  }

  private Optional<PoolRecord> find(String region, Plan plan) {
    return registry.pools().of(region).stream().filter(p -> p.plan() == plan).findFirst();
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
