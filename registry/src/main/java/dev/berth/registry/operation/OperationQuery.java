package dev.berth.registry.operation;

import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import java.time.Instant;

/**
 * Which operations a list has. What is null restricts nothing.
 *
 * @param host that they work on
 * @param since they began then, or later
 */
public record OperationQuery(
    OperationState state,
    OperationKind kind,
    String customer,
    String environment,
    String region,
    String host,
    Instant since) {
  /** All of them. */
  public static final OperationQuery ALL =
      new OperationQuery(null, null, null, null, null, null, null);

  /** What an operation that runs does just now is not in its row, but may be given. */
  static final String WHERE =
      """
      (CAST(:state AS text) IS NULL OR :state = coalesce(
         (SELECT live.state FROM unnest(:liveIds, :liveStates) AS live (id, state)
          WHERE live.id = operations.id AND operations.state = 'running'), operations.state))
      AND kind = coalesce(:kind, kind)
      AND customer IS NOT DISTINCT FROM coalesce(:customer, customer)
      AND environment IS NOT DISTINCT FROM coalesce(:environment, environment)
      AND region = coalesce(:region, region)
      AND host_id IS NOT DISTINCT FROM coalesce(:host, host_id)
      AND started_at >= coalesce(:since, started_at)
      """;
}
