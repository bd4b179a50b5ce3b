package dev.berth.workflows.core;

import dev.berth.workflows.operation.Progress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Deploys one core. Workflow id: {@link CoreKey#workflowId()}. */
@WorkflowInterface
public interface DeployCore {
  /** Returns the core once its owner can use it; fails when it was unwound, with the reason. */
  @WorkflowMethod(name = "DeployCore")
  Core deploy(DeployRequest request);

  /** Where the deployment is. */
  @QueryMethod
  Progress progress();
}
