package dev.berth.workflows.pool;

import dev.berth.workflows.operation.StepName;

/** The steps of a run, in the order of time. */
public enum PoolStep implements StepName {
  WAIT("a pool to need something"),
  FILL("launches to be under way"),
  STOP("EC2 to stop a host"),
  GIVE_UP("a host to be on its way out"),
  CHECK("a host to say that it is fit");

  private final String waitsFor;

  PoolStep(String waitsFor) {
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
