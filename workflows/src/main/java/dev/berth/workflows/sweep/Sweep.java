package dev.berth.workflows.sweep;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One pass over a region: compares AWS with the registry, in both directions. Temporal adds the
 * time to the workflow id of those that the schedule starts.
 */
@WorkflowInterface
public interface Sweep {
  /** Returns what it saw and did; a pass that refuses to act returns, too, and says so. */
  @WorkflowMethod(name = "Sweep")
  SweepReport sweep(SweepRequest request);
}
