package dev.berth.workflows.sweep;

import java.time.Duration;

/**
 * Input of {@link Sweep}.
 *
 * @param dryRun true: only tell what would be done; nothing is changed, not even remembered
 * @param minAge what differs must have been seen at least this long ago, by an earlier pass
 * @param limit how many hosts may be taken away at once; null: max(3, 5 % of the hosts)
 * @param requester who asks, for the event log
 * @param requestId the caller's id of the request, or null
 */
public record SweepRequest(
    String region,
    boolean dryRun,
    Duration minAge,
    Integer limit,
    String requester,
    String requestId) {
  /**
   * Longer than any call that a dead run may have left in flight, and than EC2 takes to show a new
   * instance.
   */
  public static final Duration MIN_AGE = Duration.ofMinutes(5);

  /** Who sweeps when nobody asks. */
  public static final String SCHEDULE = "sweep";

  /** A pass of the schedule. */
  public static SweepRequest scheduled(String region, Duration minAge) {
    return new SweepRequest(region, false, minAge, null, SCHEDULE, null);
  }

  /** The id of a region's schedule, and of the workflow that sweeps it by hand. */
  public static String workflowId(String region) {
    return "sweep/" + region;
  }
}
