package dev.berth.workflows.core;

import dev.berth.workflows.operation.StepName;

/** The steps of a deployment, in the order of time. */
public enum CoreStep implements StepName {
  PLACE(false),
  LAUNCH(false),
  SECRETS(false),
  DATABASE(false),
  HOST(true),
  START(true),
  CHECK(false),
  REGISTER(false);

  private final boolean waitsForAws;

  CoreStep(boolean waitsForAws) {
    this.waitsForAws = waitsForAws;
  }

  @Override
  public boolean waitsForAws() {
    return waitsForAws;
  }
}
