package dev.berth.workflows.sweep;

import java.time.Duration;

/**
 * Input of {@link Sweep}.
 *
 * @param dryRun true: only tell what would be done; nothing is changed, not even remembered
 * @param minAge what differs must have been seen at least this long ago, by an earlier pass
 * @param limit how many hosts may be taken away at once; null: max(3, 5 % of the hosts)
 * @param emptyAfter how long a packed host stays empty until it is retired; null: {@link
 *     #EMPTY_AFTER}
 * @param requester who asks, for the event log
 * @param requestId the caller's id of the request, or null
 */
public record SweepRequest(
    String region,
    boolean dryRun,
    Duration minAge,
    Integer limit,
    Duration emptyAfter,
    String requester,
    String requestId) {
  /**
   * Longer than any call that a dead run may have left in flight, and than EC2 takes to show a new
   * instance.
   */
  public static final Duration MIN_AGE = Duration.ofMinutes(5);

  /**
   * How long a packed host stays empty until it is retired: the next core comes sooner, or later.
   */
  public static final Duration EMPTY_AFTER = Duration.ofHours(1);

  /** Who sweeps when nobody asks. */
  public static final String SCHEDULE = "sweep";

  /** A pass of the schedule. */
  public static SweepRequest scheduled(String region, Duration minAge, Duration emptyAfter) {
    return new SweepRequest(region, false, minAge, null, emptyAfter, SCHEDULE, null);
  }

  /** How long a finding of this kind must have been seen until something is done about it. */
  public Duration patience(Finding.Kind kind) {
    if (kind != Finding.Kind.EMPTY) {
      return minAge;
    }
    Duration empty = emptyAfter == null ? EMPTY_AFTER : emptyAfter;
    return empty.compareTo(minAge) < 0 ? minAge : empty;
  }

  /** The id of a region's schedule, and of the workflow that sweeps it by hand. */
  public static String workflowId(String region) {
    return "sweep/" + region;
  }
}
