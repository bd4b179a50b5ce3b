package dev.berth.workflows.core;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.operation.StepName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Deploys one core. While it runs it can be asked and told what {@link
 * dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface DeployCore {
  /** Returns the core once its owner can use it; fails when it was unwound, with the reason. */
  @WorkflowMethod(name = "DeployCore")
  Core deploy(DeployRequest request);

  /** The steps of a deployment, in the order of time. */
  enum CoreStep implements StepName {
    PLACE("the registry to give it a slot"),
    LAUNCH("the launch of its host to begin", SKIPPABLE),
    SECRETS("Parameter Store to keep its secrets"),
    DATABASE("its database server", SKIPPABLE),
    HOST("its host to become ready", WAITS_FOR_AWS),
    START("the start script on its host", WAITS_FOR_AWS),
    CHECK("the core to answer with its key and its database", SKIPPABLE),
    REGISTER("the registry to make it visible to its owner");

    private final About about;

    CoreStep(String waitsFor, Trait... traits) {
      about = About.of(waitsFor, traits);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
