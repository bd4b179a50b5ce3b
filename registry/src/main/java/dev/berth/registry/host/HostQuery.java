package dev.berth.registry.host;

import dev.berth.model.HostState;
import dev.berth.model.Plan;

/**
 * Which hosts a list has. What is null restricts nothing, but without a state those that are gone
 * are left out.
 */
public record HostQuery(HostState state, Plan plan, String region) {
  /** All that are not gone. */
  public static final HostQuery ALL = new HostQuery(null, null, null);

  static final String WHERE =
      """
      h.state = coalesce(:state, CASE WHEN h.state IN ('launching', 'ready', 'unwanted', 'stopped') THEN h.state END)
      AND h.plan IS NOT DISTINCT FROM coalesce(:plan, h.plan)
      AND h.region = coalesce(:region, h.region)
      """;
}
