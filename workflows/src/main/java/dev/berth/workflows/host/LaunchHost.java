package dev.berth.workflows.host;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.operation.StepName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Launches one host. While it runs it can be asked and told what {@link
 * dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface LaunchHost {
  /**
   * Returns the host once cores can start on it, or null when it was given up before; fails when it
   * gave up itself.
   */
  @WorkflowMethod(name = "LaunchHost")
  Host launch(HostRequest request);

  /** The steps of a host's launch, in the order of time. */
  enum HostStep implements StepName {
    CLAIM("the registry to give it the host"),
    REQUEST("a zone and type with capacity"),
    LAUNCH("EC2 to launch the instance", WAITS_FOR_AWS),
    BOOT("the instance to run", WAITS_FOR_AWS),
    AGENT("the instance's SSM agent to come online", WAITS_FOR_AWS, SKIPPABLE),
    PREPARE("Docker and the core's container image on the instance", WAITS_FOR_AWS, SKIPPABLE),
    SETTLE("the registry to make the host ready");

    private final About about;

    HostStep(String waitsFor, Trait... traits) {
      about = About.of(waitsFor, traits);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
