package dev.berth.client;

import dev.berth.client.BerthException.Refused;
import dev.berth.client.api.FreezeRequest;
import dev.berth.client.api.FreezeView;
import dev.berth.client.api.ListResponse;
import dev.berth.client.api.PoolRequest;
import dev.berth.client.api.PoolView;
import dev.berth.client.api.SweepRequest;
import dev.berth.client.api.SweepView;
import org.jspecify.annotations.Nullable;

/** Freezes, sweeps and warm pools of regions, as {@link BerthClient#regions()} gives them. */
public final class BerthRegions {
  private final HttpTransport http;

  BerthRegions(HttpTransport http) {
    this.http = http;
  }

  /** What is frozen, oldest first. */
  public ListResponse.Freezes freezes() {
    return http.get("/v1/freezes", ListResponse.Freezes.class);
  }

  /**
   * Stops launches and removals in a region, or in {@code all}. A present freeze stays as it is.
   */
  public FreezeView freeze(String region, String reason) {
    return http.put(
        "/v1/freezes/" + HttpTransport.encode(region), new FreezeRequest(reason), FreezeView.class);
  }

  /**
   * Ends the freeze of a region, or that of {@code all}, and returns the remaining freezes.
   *
   * @throws Refused with status 404 when it was not frozen
   */
  public ListResponse.Freezes thaw(String region, @Nullable String reason) {
    String why = reason == null ? "" : "?reason=" + HttpTransport.encode(reason);
    http.delete("/v1/freezes/" + HttpTransport.encode(region) + why);
    return freezes();
  }

  /**
   * Sweeps a region, {@code default} for the installation's.
   *
   * @return done with the report, or started when the pass takes longer than about 15 s
   */
  public Answer<SweepView> sweep(String region, SweepRequest request) {
    return http.postOrStart(
        "/v1/regions/%s/sweep".formatted(HttpTransport.encode(region)), request, SweepView.class);
  }

  /** The warm pools, by region and plan. */
  public ListResponse.Pools pools() {
    return http.get("/v1/pools", ListResponse.Pools.class);
  }

  /**
   * Sets how many hosts a pool holds, in a region or in {@code default}, the installation's.
   *
   * @throws Refused with status 400 when there is no such region or plan
   */
  public PoolView setPool(String region, String plan, PoolRequest request) {
    return http.put(
        "/v1/pools/%s/%s".formatted(HttpTransport.encode(region), HttpTransport.encode(plan)),
        request,
        PoolView.class);
  }
}
