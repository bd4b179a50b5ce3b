package dev.berth.workflows.host;

import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;

/**
 * A host that is to go. Input of {@link RetireHost}.
 *
 * @param plan of the host, as the registry or the instances' tags have it
 * @param why the host should go, for the event log
 * @param settledToo true: a ready or stopped host without cores goes, too; false: only what is left
 *     of a host, or one that is not settled
 */
public record RetireRequest(
    String hostId, String region, Plan plan, String why, Requester requester, boolean settledToo)
    implements Order.OnHost {
  @Override
  public OperationKind kind() {
    return OperationKind.RETIRE_HOST;
  }

  @Override
  public String asked() {
    return settledToo ? "settled too" : "";
  }
}
