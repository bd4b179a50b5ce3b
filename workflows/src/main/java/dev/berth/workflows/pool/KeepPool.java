package dev.berth.workflows.pool;

import dev.berth.workflows.operation.StepName;
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

  /** The steps of a run, in the order of time. */
  enum PoolStep implements StepName {
    WAIT("a pool to need something"),
    FILL("launches to be under way"),
    STOP("EC2 to stop a host"),
    GIVE_UP("a host to be on its way out"),
    CHECK("a host to say that it is fit");

    private final About about;

    PoolStep(String waitsFor) {
      about = About.of(waitsFor);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
