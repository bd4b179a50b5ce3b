package dev.berth.registry.core;

import dev.berth.model.CoreState;
import dev.berth.model.Plan;
import java.time.Instant;

/**
 * Which cores a list has. What is null restricts nothing, but without a state absent cores are left
 * out.
 *
 * @param host that they hold a slot of
 * @param since they were first asked for then, or later
 */
public record CoreQuery(
    CoreState state, String customer, Plan plan, String region, String host, Instant since) {
  /** All that are there or on their way. */
  public static final CoreQuery ALL = new CoreQuery(null, null, null, null, null, null);

  static final String WHERE =
      """
      c.state = coalesce(:state, nullif(c.state, 'absent'))
      AND c.customer = coalesce(:customer, c.customer)
      AND c.plan = coalesce(:plan, c.plan)
      AND c.region = coalesce(:region, c.region)
      AND p.host_id IS NOT DISTINCT FROM coalesce(:host, p.host_id)
      AND c.created_at >= coalesce(:since, c.created_at)
      """;
}
