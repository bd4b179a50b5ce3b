package dev.berth.workflows.image;

import dev.berth.workflows.operation.StepName;

/** The steps of an image's retirement, in the order of time. */
public enum RetireImageStep implements StepName {
  CLAIM(false, "the registry to give it the image"),
  HOSTS(true, "the hosts of its bake to be gone"),
  DEREGISTER(false, "EC2 to take the image and its snapshots away"),
  SETTLE(false, "the registry to retire the image");

  private final boolean waitsForAws;
  private final String waitsFor;

  RetireImageStep(boolean waitsForAws, String waitsFor) {
    this.waitsForAws = waitsForAws;
    this.waitsFor = waitsFor;
  }

  @Override
  public String waitsFor() {
    return waitsFor;
  }

  @Override
  public boolean waitsForAws() {
    return waitsForAws;
  }
}
