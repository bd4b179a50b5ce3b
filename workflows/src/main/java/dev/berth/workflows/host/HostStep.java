package dev.berth.workflows.host;

import dev.berth.workflows.operation.StepName;

/** The steps of a host's launch, in the order of time. */
public enum HostStep implements StepName {
  CLAIM(false, "the registry to give it the host"),
  REQUEST(false, "a zone and type with capacity"),
  LAUNCH(true, "EC2 to launch the instance"),
  BOOT(true, "the instance to run"),
  AGENT(true, "the instance's SSM agent to come online"),
  PREPARE(true, "Docker and the core's image on the instance"),
  SETTLE(false, "the registry to make the host ready");

  private final boolean waitsForAws;
  private final String waitsFor;

  HostStep(boolean waitsForAws, String waitsFor) {
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
