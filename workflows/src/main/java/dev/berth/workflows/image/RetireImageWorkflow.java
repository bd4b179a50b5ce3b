package dev.berth.workflows.image;

import static dev.berth.workflows.image.RetireImageStep.CLAIM;
import static dev.berth.workflows.image.RetireImageStep.DEREGISTER;
import static dev.berth.workflows.image.RetireImageStep.HOSTS;
import static dev.berth.workflows.image.RetireImageStep.SETTLE;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/**
 * The end of an image, in the order of time. Nothing of it can be taken back: what was not done
 * when it fails or is cancelled stays, and the next upkeep finds it.
 */
public class RetireImageWorkflow implements RetireImage {
  private final RetireImageRequest request;
  private final String operationId = Workflow.getInfo().getFirstExecutionRunId();
  private final Steps steps;
  private final Bakes registry;
  private final Bakes calls;
  private final Bakes ends;

  /** State is there before any query. */
  @WorkflowInit
  public RetireImageWorkflow(RetireImageRequest request) {
    String subject = "image " + request.imageId();
    this.request = request;
    steps = new Steps(operationId, subject, request.region(), RetireImageStep.values().length);
    registry = newActivityStub(Bakes.class, Policies.registry(subject));
    calls = newActivityStub(Bakes.class, Policies.calls(subject));
    ends = newActivityStub(Bakes.class, Policies.waits(subject, Policies.HOST_GONE));
  }

  @Override
  public void retire(RetireImageRequest ignored) {
    steps.operate(this::retire);
  }

  private String retire() {
    ImageRetirement image = steps.run(CLAIM, () -> registry.claimRetirement(request, operationId));
    for (String hostId : image.hosts()) {
      steps.run(HOSTS, () -> ends.dismiss(image.plan(), hostId, operationId));
    }
    steps.run(DEREGISTER, () -> calls.deregister(image.plan()));
    return steps.pivot(
        SETTLE,
        () -> {
          registry.settleRetirement(request, operationId, steps.receipt());
          return request.imageId();
        });
  }
}
