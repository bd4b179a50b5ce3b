package dev.berth.workflows.sweep;

import dev.berth.model.OperationKind;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.operation.WorkflowIds;
import java.time.Duration;

/**
 * Input of {@link Sweep}.
 *
 * @param dryRun true: only tell what would be done; nothing is changed, not even remembered
 * @param minAge what differs must have been seen at least this long ago, by an earlier pass
 * @param limit how many hosts may be taken away at once; null: max(3, 5 % of the hosts)
 * @param emptyAfter how long a host stays empty until it is retired; null: {@link #EMPTY_AFTER}
 */
public record SweepRequest(
    String region,
    boolean dryRun,
    Duration minAge,
    Integer limit,
    Duration emptyAfter,
    Requester requester)
    implements Order {
  /**
   * Longer than any call that a dead run may have left in flight, and than EC2 takes to show a new
   * instance.
   */
  public static final Duration MIN_AGE = Duration.ofMinutes(2);

  /** How long a host stays empty until it is retired: the next core comes sooner, or later. */
  public static final Duration EMPTY_AFTER = Duration.ofHours(1);

  /** The requester of what the schedule does. */
  public static final Requester SCHEDULE = Requester.SWEEP;

  /** A pass of the schedule. */
  public static SweepRequest scheduled(String region, Duration minAge, Duration emptyAfter) {
    return new SweepRequest(region, false, minAge, null, emptyAfter, SCHEDULE);
  }

  /** How long a finding of this kind must have been seen until something is done about it. */
  public Duration patience(Finding.Kind kind) {
    if (kind != Finding.Kind.EMPTY) {
      return minAge;
    }
    Duration empty = emptyAfter == null ? EMPTY_AFTER : emptyAfter;
    return empty.compareTo(minAge) < 0 ? minAge : empty;
  }

  @Override
  public OperationKind kind() {
    return OperationKind.SWEEP;
  }

  @Override
  public String workflowId() {
    return WorkflowIds.sweep(region);
  }

  @Override
  public String subject() {
    return "sweep of " + region;
  }

  @Override
  public String asked() {
    return "dry run: %s, age: %s, limit: %s, empty: %s"
        .formatted(dryRun, minAge, limit, emptyAfter);
  }
}
