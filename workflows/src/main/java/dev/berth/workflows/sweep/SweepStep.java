package dev.berth.workflows.sweep;

import dev.berth.workflows.operation.StepName;

/** The steps of a pass, in the order of time. */
public enum SweepStep implements StepName {
  LOOK("AWS, the registry and Temporal to say what is there"),
  ACT("something to be done about a finding"),
  RECORD("the registry to note what was done");

  private final About about;

  SweepStep(String waitsFor) {
    about = About.of(waitsFor);
  }

  @Override
  public About about() {
    return about;
  }
}
