package dev.berth.workflows.core;

import dev.berth.model.CoreKey;
import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;

/**
 * A deployment that is to be taken back. Input of {@link UnwindCore}.
 *
 * @param deployment as it was asked for
 * @param operationId the operation of that deployment
 */
public record UnwindRequest(DeployRequest deployment, String operationId) implements Order.OnCore {
  @Override
  public OperationKind kind() {
    return OperationKind.UNWIND_CORE;
  }

  @Override
  public String region() {
    return deployment.region();
  }

  @Override
  public Requester requester() {
    return deployment.requester();
  }

  @Override
  public CoreKey core() {
    return deployment.core();
  }

  @Override
  public Plan plan() {
    return deployment.plan();
  }

  @Override
  public String asked() {
    return operationId;
  }
}
