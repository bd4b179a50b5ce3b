package dev.berth.client.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pass of the sweep that has ended.
 *
 * @param operationId of the run
 * @param report what it saw and did
 */
public record SweepView(String operationId, Report report) {
  /**
   * What a pass saw and did.
   *
   * @param instances how many instances of ours AWS showed
   * @param hosts how many hosts the registry has that are not gone
   * @param findings what differs
   * @param omitted how many more findings there are
   * @param refused a stable word when the pass refused to act: {@code too-many}, {@code
   *     registry-new}, {@code registry-empty} or {@code registry-older}
   * @param why it refused, in words
   */
  public record Report(
      String region,
      boolean dryRun,
      int instances,
      int hosts,
      List<Found> findings,
      int omitted,
      @Nullable String refused,
      @Nullable String why) {}

  /**
   * Something that differs.
   *
   * @param kind such as {@code orphan}; {@code docs/sweep.md} explains each
   * @param what differs, in a sentence
   * @param firstSeenAt by an earlier pass; null when none saw it
   * @param due whether it was seen for long enough
   * @param outcome what was done, would be done, or is waited for
   */
  public record Found(
      String kind,
      @Nullable String hostId,
      @Nullable String instanceId,
      @Nullable String operationId,
      String what,
      @Nullable Instant firstSeenAt,
      boolean due,
      String outcome) {}
}
