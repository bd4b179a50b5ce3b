package dev.berth.workflows.host;

import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.Order;

/**
 * A host that is to be launched. Input of {@link LaunchHost}.
 *
 * @param plan null for a host that an image is baked or proved on
 */
public record HostRequest(String hostId, String region, Plan plan) implements Order.OnHost {
  @Override
  public OperationKind kind() {
    return OperationKind.LAUNCH_HOST;
  }

  @Override
  public Requester requester() {
    return Requester.BERTH;
  }
}
