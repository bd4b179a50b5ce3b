package dev.berth.activities.operation;

import dev.berth.model.CoreKey;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.launch.Launched;
import dev.berth.workflows.operation.Order;

/** Orders as the registry records them. */
public final class OperationRecords {
  private OperationRecords() {}

  /** The operation that carries an order out, as it begins. */
  public static Operation of(Order order, String operationId) {
    Operation.Begin begin =
        new Operation.Begin(
            operationId,
            order.workflowId(),
            order.kind(),
            order.region(),
            order.plan(),
            order.requester());
    return switch (order.kind().subject()) {
      case CORE -> begin.onCore(order.core());
      case HOST -> begin.onHost(order.hostId());
      case IMAGE, REGION -> begin.operation();
    };
  }

  /** The request that a deployment carries out; {@code version} is the tag, or null. */
  public static DeployRequest deployRequest(Operation deploy, String version) {
    return new DeployRequest(
        new CoreKey(deploy.customer(), deploy.environment()),
        deploy.region(),
        deploy.plan(),
        version,
        deploy.requester());
  }

  /** What came of starting an order, for people; {@code what} is what a new run does. */
  public static String outcome(Launched launched, String what) {
    return launched instanceof Launched.Started
        ? "%s (operation %s)".formatted(what, launched.operationId())
        : "left: operation %s works on it".formatted(launched.operationId());
  }
}
