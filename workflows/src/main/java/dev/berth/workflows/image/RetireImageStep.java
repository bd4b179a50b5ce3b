package dev.berth.workflows.image;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.operation.StepName;

/** The steps of an image's retirement, in the order of time. */
public enum RetireImageStep implements StepName {
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
