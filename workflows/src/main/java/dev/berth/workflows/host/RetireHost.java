package dev.berth.workflows.host;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Takes a host away that is not needed, or what is left of one that is gone already. It shares its
 * workflow id, the lock, with {@link LaunchHost}: no run launches the host meanwhile. While it runs
 * it can be asked and told what {@link dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface RetireHost {
  /**
   * Returns the ids of the instances that are terminated. The instance that embodies a ready host
   * stays, unless that host is to go. Fails with {@code in-use} when cores need the host or one
   * lives on such an instance: then nothing was taken away.
   */
  @WorkflowMethod(name = "RetireHost")
  List<String> retire(RetireRequest request);
}
