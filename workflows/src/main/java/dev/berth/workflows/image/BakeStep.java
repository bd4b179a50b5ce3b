package dev.berth.workflows.image;

import dev.berth.workflows.operation.StepName;

/** The steps of a bake, in the order of time. */
public enum BakeStep implements StepName {
  CLAIM(false, "the registry to give it the image"),
  FIND(false, "EC2 to say whether the image is there"),
  BUILDER(false, "the builder's launch to be under way"),
  BUILD(true, "the builder, with Docker and the core's image on it"),
  CLEAN(true, "the builder to forget who it is"),
  STOP(true, "the builder to stop"),
  CAPTURE(false, "EC2 to begin the image"),
  AVAILABLE(true, "the image to be available"),
  CLEAR(true, "the builder to be gone"),
  PROVER(false, "the prover's launch to be under way"),
  BOOT(true, "a host that boots from the image"),
  PROVE(true, "a core to answer on that host"),
  AWAY(true, "that host to be gone"),
  SETTLE(false, "the registry to make the image current");

  private final boolean waitsForAws;
  private final String waitsFor;

  BakeStep(boolean waitsForAws, String waitsFor) {
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
