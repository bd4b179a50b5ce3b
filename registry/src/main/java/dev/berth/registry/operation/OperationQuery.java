package dev.berth.registry.operation;

import dev.berth.model.OperationKind;
import dev.berth.model.OperationState;
import java.time.Instant;

/**
 * Which operations a list has. What is null restricts nothing.
 *
 * @param reason why they are held, or did not end as asked
 * @param host that they work on
 * @param since they began then, or later
 */
public record OperationQuery(
    OperationState state,
    String reason,
    OperationKind kind,
    String customer,
    String environment,
    String region,
    String host,
    Instant since) {
  /** All of them. */
  public static final OperationQuery ALL =
      new OperationQuery(null, null, null, null, null, null, null, null);

  /**
   * What an operation that runs does just now, which its row does not tell.
   *
   * @param id of the operation
   * @param reason why it is held or unwinds, or null
   */
  public record Live(String id, OperationState state, String reason) {}

  /** What is live is joined to the operations that run. */
  static final String LIVE =
      """
      LEFT JOIN unnest(:liveIds, :liveStates, :liveReasons) AS live (live_id, live_state, live_reason)
      ON live_id = id AND state = 'running'
      """;

  static final String WHERE =
      """
      (CAST(:state AS text) IS NULL OR :state = coalesce(live_state, state))
      AND (CAST(:reason AS text) IS NULL OR :reason = coalesce(live_reason, reason))
      AND kind = coalesce(:kind, kind)
      AND customer IS NOT DISTINCT FROM coalesce(:customer, customer)
      AND environment IS NOT DISTINCT FROM coalesce(:environment, environment)
      AND region = coalesce(:region, region)
      AND host_id IS NOT DISTINCT FROM coalesce(:host, host_id)
      AND started_at >= coalesce(:since, started_at)
      """;
}
