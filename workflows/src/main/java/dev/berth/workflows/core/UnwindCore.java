package dev.berth.workflows.core;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Takes back a deployment whose run was ended from outside before it could do so itself. Workflow
 * id: {@link CoreKey#workflowId()}, the lock that it shares with {@link DeployCore}.
 */
@WorkflowInterface
public interface UnwindCore {
  /**
   * Fails with {@code terminated} once all is taken back and the operation is closed: as a
   * deployment that unwinds itself fails with its reason.
   *
   * @param order of the deployment, with the id of its operation
   */
  @WorkflowMethod(name = "UnwindCore")
  void unwind(DeployOrder order);
}
