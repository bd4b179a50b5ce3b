package dev.berth.workflows.host;

import dev.berth.workflows.operation.StepName;

/** The steps of a host's launch, in the order of time. */
public enum HostStep implements StepName {
  CLAIM(false),
  REQUEST(false),
  LAUNCH(true),
  BOOT(true),
  AGENT(true),
  PREPARE(true),
  SETTLE(false);

  private final boolean waitsForAws;

  HostStep(boolean waitsForAws) {
    this.waitsForAws = waitsForAws;
  }

  @Override
  public boolean waitsForAws() {
    return waitsForAws;
  }
}
