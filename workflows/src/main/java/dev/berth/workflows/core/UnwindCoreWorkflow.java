package dev.berth.workflows.core;

import static dev.berth.workflows.core.DeployCore.CoreStep.PLACE;

import dev.berth.model.FailureType;
import dev.berth.workflows.core.DeployCore.CoreStep;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.WorkflowInit;

/**
 * The compensations of a deployment without its steps: each tolerates that its step never happened.
 * It unwinds from its first moment on, so that no cancel stops it half-way.
 */
public class UnwindCoreWorkflow implements UnwindCore {
  private final UnwindRequest request;
  private final Steps steps;
  private final DeploymentSteps deployment;
  private final CoreRegistry registry;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public UnwindCoreWorkflow(UnwindRequest request) {
    this.request = request;
    steps = Steps.onBehalfOf(request.operationId(), request, CoreStep.class);
    deployment = new DeploymentSteps(request.deployment(), request.operationId());
    registry = ActivityPolicies.stub(CoreRegistry.class, request.subject());
  }

  @Override
  public void unwind(UnwindRequest ignored) {
    steps.operate(
        () -> {
          throw Failures.terminal(FailureType.TERMINATED, "its run was ended from outside", null);
        },
        this::inherit);
  }

  private void inherit() {
    Abandoned left =
        steps.find(PLACE, () -> registry.find(request.deployment(), request.operationId()));
    deployment.of(left).forEach(steps::inherit);
  }
}
