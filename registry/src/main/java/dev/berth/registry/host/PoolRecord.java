package dev.berth.registry.host;

import dev.berth.model.Plan;

/**
 * A warm pool and what is in it.
 *
 * @param running how many hosts are to be kept running
 * @param stopped how many are to be kept stopped
 * @param runningReady how many run and wait for a core
 * @param runningFilling how many are being launched for it
 * @param stoppedReady how many are stopped and wait for a core
 * @param stoppedFilling how many are being launched, and will be stopped
 * @param instanceType of its hosts, while AWS has room for the preferred one
 */
public record PoolRecord(
    String region,
    Plan plan,
    int running,
    int stopped,
    int runningReady,
    int runningFilling,
    int stoppedReady,
    int stoppedFilling,
    String instanceType) {

  /** How many hosts are missing that are to be kept running. */
  public int missingRunning() {
    return Math.max(0, running - runningReady - runningFilling);
  }

  /** How many hosts are missing that are to be kept stopped. */
  public int missingStopped() {
    return Math.max(0, stopped - stoppedReady - stoppedFilling);
  }
}
