package dev.berth.workflows.pool;

import java.time.Duration;

/**
 * Input of {@link KeepPool}.
 *
 * @param checkEvery how often a host of the pool is checked
 * @param maxAge how long a host may wait for a core before it is replaced
 */
public record PoolRequest(String region, Duration checkEvery, Duration maxAge) {
  /** The id of a region's schedule. */
  public String workflowId() {
    return "pool/" + region;
  }
}
