package dev.berth.workflows.core;

import dev.berth.workflows.operation.StepName;

/** The steps of a deployment, in the order of time. */
public enum CoreStep implements StepName {
  PLACE(false, "the registry to give it a slot"),
  LAUNCH(false, "the launch of its host to begin"),
  SECRETS(false, "Parameter Store to keep its secrets"),
  DATABASE(false, "its database server"),
  HOST(true, "its host to become ready"),
  START(true, "the start script on its host"),
  CHECK(false, "the core to answer with its key and its database"),
  REGISTER(false, "the registry to make it visible to its owner");

  private final boolean waitsForAws;
  private final String waitsFor;

  CoreStep(boolean waitsForAws, String waitsFor) {
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
