package dev.berth.workflows.core;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Takes back a deployment whose run was ended from outside before it could do so itself. It shares
 * its workflow id, the lock, with {@link DeployCore}.
 */
@WorkflowInterface
public interface UnwindCore {
  /**
   * Fails with {@code terminated} once all is taken back and the deployment's operation is closed:
   * as a deployment that unwinds itself fails with its reason.
   */
  @WorkflowMethod(name = "UnwindCore")
  void unwind(UnwindRequest request);
}
