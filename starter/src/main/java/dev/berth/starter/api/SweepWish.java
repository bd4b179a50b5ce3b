package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * How to sweep.
 *
 * @param dryRun false: also do what is due; left out: only tell
 * @param limit how many hosts may be taken away at once; left out: max(3, 5 % of the hosts)
 */
@Serdeable
public record SweepWish(@Nullable Boolean dryRun, @Nullable Integer limit) {
  /** Only tell. */
  public static final SweepWish DRY = new SweepWish(null, null);

  /** Whether nothing may be changed. */
  public boolean dry() {
    return dryRun == null || dryRun;
  }
}
