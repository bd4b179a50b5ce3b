package dev.berth.workflows.sweep;

import dev.berth.workflows.operation.StepName;
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

  /** The steps of a pass, in the order of time. */
  enum SweepStep implements StepName {
    LOOK("AWS, the registry and Temporal to say what is there"),
    ACT("something to be done about a finding"),
    RECORD("the registry to note what was done");

    private final About about;

    SweepStep(String waitsFor) {
      about = About.of(waitsFor);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
