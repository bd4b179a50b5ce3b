package dev.berth.workflows.image;

import static dev.berth.workflows.image.RetireImage.RetireImageStep.CLAIM;
import static dev.berth.workflows.image.RetireImage.RetireImageStep.DEREGISTER;
import static dev.berth.workflows.image.RetireImage.RetireImageStep.HOSTS;
import static dev.berth.workflows.image.RetireImage.RetireImageStep.SETTLE;

import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.WorkflowInit;

/**
 * The end of an image, in the order of time. Nothing of it can be taken back: what was not done
 * when it fails or is cancelled stays, and the next upkeep finds it.
 */
public class RetireImageWorkflow implements RetireImage {
  private final RetireImageRequest request;
  private final String operationId = Steps.thisOperation();
  private final Steps steps;
  private final Bakes bakes;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public RetireImageWorkflow(RetireImageRequest request) {
    this.request = request;
    steps = Steps.of(request, RetireImageStep.class, HoldRule.CURABLE);
    bakes = ActivityPolicies.stub(Bakes.class, request.subject());
  }

  @Override
  public void retire(RetireImageRequest ignored) {
    steps.operate(this::retire);
  }

  private String retire() {
    ImageRetirement image = steps.run(CLAIM, () -> bakes.claimRetirement(request, operationId));
    for (String hostId : image.hosts()) {
      steps.run(HOSTS, () -> bakes.dismiss(image.plan(), hostId, operationId));
    }
    steps.run(DEREGISTER, () -> bakes.deregister(image.plan()));
    return steps.pivot(
        SETTLE,
        () -> {
          bakes.settleRetirement(request, operationId, steps.receipt());
          return request.imageId();
        });
  }
}
