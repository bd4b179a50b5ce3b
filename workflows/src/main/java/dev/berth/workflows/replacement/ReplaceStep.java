package dev.berth.workflows.replacement;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.host.HostStep;
import dev.berth.workflows.operation.StepName;

/**
 * The steps of a replacement once the new instance works, in the order of time. Those before are a
 * launch's: {@link HostStep}.
 */
public enum ReplaceStep implements StepName {
  END("EC2 to terminate the old instance"),
  GONE("the old instance to be terminated", WAITS_FOR_AWS, SKIPPABLE),
  MOVE("the registry to move the host"),
  RESTART("the host's cores to answer on the new instance", WAITS_FOR_AWS, SKIPPABLE),
  SETTLE("the registry to open the host again");

  private final About about;

  ReplaceStep(String waitsFor, Trait... traits) {
    about = About.of(waitsFor, traits);
  }

  @Override
  public int before() {
    return HostStep.SETTLE.place() - 1; // all of a launch but its last
  }

  @Override
  public About about() {
    return about;
  }
}
