package dev.berth.workflows.replacement;

import dev.berth.workflows.host.HostStep;
import dev.berth.workflows.operation.StepName;

/**
 * The steps of a replacement once the new instance works, in the order of time. Those before are a
 * launch's: {@link HostStep}.
 */
public enum ReplaceStep implements StepName {
  END(false, "EC2 to terminate the old instance"),
  GONE(true, "the old instance to be terminated"),
  MOVE(false, "the registry to move the host"),
  RESTART(true, "the host's cores to answer on the new instance"),
  SETTLE(false, "the registry to open the host again");

  private final boolean waitsForAws;
  private final String waitsFor;

  ReplaceStep(boolean waitsForAws, String waitsFor) {
    this.waitsForAws = waitsForAws;
    this.waitsFor = waitsFor;
  }

  @Override
  public int before() {
    return HostStep.SETTLE.place() - 1; // all of a launch but its last
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
