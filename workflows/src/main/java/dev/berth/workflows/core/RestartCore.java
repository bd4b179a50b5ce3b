package dev.berth.workflows.core;

import static dev.berth.workflows.operation.StepName.Trait.SKIPPABLE;
import static dev.berth.workflows.operation.StepName.Trait.WAITS_FOR_AWS;

import dev.berth.workflows.operation.StepName;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Restarts the container of a core that is ready, on its host. While it runs it can be asked and
 * told what {@link dev.berth.workflows.operation.OperatorControls} says.
 */
@WorkflowInterface
public interface RestartCore {
  /** Returns when the core answers again; fails when it does not, with the reason. */
  @WorkflowMethod(name = "RestartCore")
  void restart(ReadyCoreRequest request);

  /** The steps of a restart, in the order of time. */
  enum RestartStep implements StepName {
    FIND("the registry to say where it runs"),
    RESTART("the restart script on its host", WAITS_FOR_AWS),
    CHECK("the core to answer with its key and its database", SKIPPABLE),
    SETTLE("the registry to close the restart");

    private final About about;

    RestartStep(String waitsFor, Trait... traits) {
      about = About.of(waitsFor, traits);
    }

    @Override
    public About about() {
      return about;
    }
  }
}
