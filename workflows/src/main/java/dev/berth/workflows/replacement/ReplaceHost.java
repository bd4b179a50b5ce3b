package dev.berth.workflows.replacement;

import dev.berth.workflows.host.Host;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Gives a host another instance, and starts its cores again on it: same slots, same URLs. It shares
 * its workflow id, the lock, with {@link dev.berth.workflows.host.LaunchHost}. While it runs it can
 * be asked and told what {@link dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface ReplaceHost {
  /**
   * Returns the host on its new instance, or null when there was nothing to replace. Until the new
   * instance works the old one stays as it is, and failing changes nothing; from then on it goes
   * forward only.
   */
  @WorkflowMethod(name = "ReplaceHost")
  Host replace(ReplaceRequest request);
}
