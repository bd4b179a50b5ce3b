package dev.berth.workflows.image;

import dev.berth.workflows.operation.StepName;

/** The steps of a look at the images, in the order of time. */
public enum KeepImagesStep implements StepName {
  PLAN("EC2 to say which images are there"),
  START("the images' own operations to be under way");

  private final String waitsFor;

  KeepImagesStep(String waitsFor) {
    this.waitsFor = waitsFor;
  }

  @Override
  public String waitsFor() {
    return waitsFor;
  }

  @Override
  public boolean waitsForAws() {
    return false;
  }
}
