package dev.berth.workflows.image;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.operation.StepName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Bakes one image, proves it, and makes it current in its region. While it runs it can be asked and
 * told what {@link dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface BakeImage {
  /**
   * Returns the id of the AMI. Fails with {@code image-failed} when AWS could not make it, with
   * {@code host-failed} or {@code script-failed} when it did not prove good.
   */
  @WorkflowMethod(name = "BakeImage")
  String bake(BakeRequest request);

  /** The steps of a bake, in the order of time. */
  enum BakeStep implements StepName {
    CLAIM("the registry to give it the image"),
    FIND("EC2 to say whether the image is there"),
    BUILDER("the builder's launch to be under way"),
    BUILD("the builder, with Docker and the core's container image on it", WAITS_FOR_AWS),
    /** Cannot be skipped: an identity that stays on the builder would be cloned. */
    CLEAN("the builder to forget its identity", WAITS_FOR_AWS),
    STOP("the builder to stop", WAITS_FOR_AWS, SKIPPABLE),
    CAPTURE("EC2 to begin the image"),
    AVAILABLE("the image to be available", WAITS_FOR_AWS, SKIPPABLE),
    CLEAR("the builder to be gone", WAITS_FOR_AWS, SKIPPABLE),
    PROVER("the prover's launch to be under way"),
    BOOT("a host that boots from the image", WAITS_FOR_AWS),
    PROVE("a core to answer on that host", WAITS_FOR_AWS),
    AWAY("that host to be gone", WAITS_FOR_AWS, SKIPPABLE),
    SETTLE("the registry to make the image current");

    private final About about;

    BakeStep(String waitsFor, Trait... traits) {
      about = About.of(waitsFor, traits);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
