package dev.berth.workflows.host;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Launches one host. While it runs it can be asked and told what {@link
 * dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface LaunchHost {
  /**
   * Returns the host once cores can start on it, or null when it was given up before; fails when it
   * gave up itself.
   */
  @WorkflowMethod(name = "LaunchHost")
  Host launch(HostRequest request);
}
