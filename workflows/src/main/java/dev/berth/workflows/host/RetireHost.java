package dev.berth.workflows.host;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.operation.StepName;
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

  /** The steps of a host's retirement, in the order of time. */
  enum RetireStep implements StepName {
    CLAIM("the registry to give it the host"),
    TERMINATE("EC2 to terminate the instances"),
    GONE("the instances to be terminated", WAITS_FOR_AWS, SKIPPABLE),
    SETTLE("the registry to retire the host");

    private final About about;

    RetireStep(String waitsFor, Trait... traits) {
      about = About.of(waitsFor, traits);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
