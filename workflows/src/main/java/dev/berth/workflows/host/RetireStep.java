package dev.berth.workflows.host;

import dev.berth.workflows.operation.StepName;

/** The steps of a host's retirement, in the order of time. */
public enum RetireStep implements StepName {
  CLAIM(false, "the registry to give it the host"),
  TERMINATE(false, "EC2 to terminate the instances"),
  GONE(true, "the instances to be terminated"),
  SETTLE(false, "the registry to retire the host");

  private final boolean waitsForAws;
  private final String waitsFor;

  RetireStep(boolean waitsForAws, String waitsFor) {
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
