package dev.berth.workflows.pool;

import dev.berth.workflows.operation.StepName;

/** The steps of a run, in the order of time. */
public enum PoolStep implements StepName {
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
