package dev.berth.workflows.host;

import dev.berth.workflows.operation.Progress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Launches one host. Workflow id: {@link HostRequest#workflowId()}. */
@WorkflowInterface
public interface LaunchHost {
  /**
   * Returns the host once cores can start on it, or null when it was given up before; fails when it
   * gave up itself.
   */
  @WorkflowMethod(name = "LaunchHost")
  Host launch(HostRequest request);

  /** Where the launch is. */
  @QueryMethod
  Progress progress();
}
