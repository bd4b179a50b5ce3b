package dev.berth.workflows.host;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.operation.StepName;

/** The steps of a host's retirement, in the order of time. */
public enum RetireStep implements StepName {
  CLAIM("the registry to give it the host"),
  TERMINATE("EC2 to terminate the instances"),
  GONE("the instances to be terminated", WAITS_FOR_AWS, SKIPPABLE),
  SETTLE("the registry to retire the host");

  private final About about;

  RetireStep(String waitsFor, Trait... traits) {
    about = About.of(waitsFor, traits);
  }

  @Override
  public About about() {
    return about;
  }
}
