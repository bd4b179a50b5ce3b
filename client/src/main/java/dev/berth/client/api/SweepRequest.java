package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A request to sweep a region.
 *
 * @param dryRun false to act on the differences; when left out they are only reported
 * @param limit how many hosts one pass may remove; max(3, 5 % of the hosts) when left out
 */
public record SweepRequest(@Nullable Boolean dryRun, @Nullable Integer limit) {
  /** Only report. */
  public static final SweepRequest DRY = new SweepRequest(null, null);

  /** Whether nothing may be changed. */
  public boolean dry() {
    return dryRun == null || dryRun;
  }
}
