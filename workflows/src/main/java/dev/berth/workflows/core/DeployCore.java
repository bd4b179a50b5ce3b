package dev.berth.workflows.core;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Deploys one core. While it runs it can be asked and told what {@link
 * dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface DeployCore {
  /** Returns the core once its owner can use it; fails when it was unwound, with the reason. */
  @WorkflowMethod(name = "DeployCore")
  Core deploy(DeployRequest request);
}
