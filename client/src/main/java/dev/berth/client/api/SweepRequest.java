package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * How to sweep.
 *
 * @param dryRun false: also do what is due; left out: only tell
 * @param limit how many hosts may be taken away at once; left out: max(3, 5 % of the hosts)
 */
public record SweepRequest(@Nullable Boolean dryRun, @Nullable Integer limit) {
  /** Only tell. */
  public static final SweepRequest DRY = new SweepRequest(null, null);

  /** Whether nothing may be changed. */
  public boolean dry() {
    return dryRun == null || dryRun;
  }
}
