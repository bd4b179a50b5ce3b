package dev.berth.workflows.core;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;

/**
 * A core that is asked for. Input of {@link DeployCore}.
 *
 * @param region an AWS region that the worker knows
 * @param version the core's version, or null for the worker's default
 */
public record DeployRequest(
    CoreKey core, String region, Plan plan, String version, Requester requester)
    implements Order.OnCore {
  @Override
  public OperationKind kind() {
    return OperationKind.DEPLOY_CORE;
  }

  @Override
  public String asked() {
    return "%s %s %s".formatted(region, plan.word(), version == null ? "open" : version);
  }
}
