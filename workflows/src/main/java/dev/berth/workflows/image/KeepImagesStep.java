package dev.berth.workflows.image;

import dev.berth.workflows.operation.StepName;

/** The steps of a look at the images, in the order of time. */
public enum KeepImagesStep implements StepName {
  PLAN("EC2 to say which images are there"),
  START("the images' own operations to be under way");

  private final About about;

  KeepImagesStep(String waitsFor) {
    about = About.of(waitsFor);
  }

  @Override
  public About about() {
    return about;
  }
}
