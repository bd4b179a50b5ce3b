package dev.berth.workflows.pool;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Waits until the warm pools of a region need something, and does it. A schedule starts the next
 * run when one has ended, so that a run is either a wait or something that happened. Temporal adds
 * the time to its workflow id.
 */
@WorkflowInterface
public interface KeepPool {
  /** Ends when what was due is done; fails with the first thing that could not be. */
  @WorkflowMethod(name = "KeepPool")
  void keep(PoolRequest request);
}
