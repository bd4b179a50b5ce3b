package dev.berth.workflows.image;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.operation.StepName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Takes an image away that no host runs, or what is left of a bake that could not unwind. It shares
 * its workflow id, the lock, with {@link BakeImage}. While it runs it can be asked and told what
 * {@link dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface RetireImage {
  /** Fails with {@code in-use} when it must stay: then nothing was taken away. */
  @WorkflowMethod(name = "RetireImage")
  void retire(RetireImageRequest request);

  /** The steps of an image's retirement, in the order of time. */
  enum RetireImageStep implements StepName {
    CLAIM("the registry to give it the image"),
    HOSTS("the hosts of its bake to be gone", WAITS_FOR_AWS, SKIPPABLE),
    DEREGISTER("EC2 to take the image and its snapshots away", SKIPPABLE),
    SETTLE("the registry to retire the image");

    private final About about;

    RetireImageStep(String waitsFor, Trait... traits) {
      about = About.of(waitsFor, traits);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
