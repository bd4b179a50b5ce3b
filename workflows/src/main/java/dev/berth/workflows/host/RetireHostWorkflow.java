package dev.berth.workflows.host;

import static dev.berth.workflows.host.RetireHost.RetireStep.CLAIM;
import static dev.berth.workflows.host.RetireHost.RetireStep.GONE;
import static dev.berth.workflows.host.RetireHost.RetireStep.SETTLE;
import static dev.berth.workflows.host.RetireHost.RetireStep.TERMINATE;

import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * The end of a host, in the order of time. Nothing of it can be taken back: what was not done when
 * it fails or is cancelled stays, and the next sweep finds it.
 */
public class RetireHostWorkflow implements RetireHost {
  private final RetireRequest host;
  private final String operationId = Steps.thisOperation();
  private final Steps steps;
  private final Retirements retirements;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public RetireHostWorkflow(RetireRequest request) {
    host = request;
    steps = Steps.of(request, RetireStep.class, HoldRule.CURABLE);
    retirements = ActivityPolicies.stub(Retirements.class, request.subject());
  }

  @Override
  public List<String> retire(RetireRequest ignored) {
    return steps.operate(this::retire);
  }

  private List<String> retire() {
    steps.run(CLAIM, () -> retirements.claim(host, operationId));
    List<String> gone = steps.run(TERMINATE, () -> retirements.terminate(host));
    steps.run(GONE, () -> retirements.awaitTerminated(host.region(), gone));
    return steps.pivot(
        SETTLE,
        () -> {
          retirements.settle(host, operationId, gone, steps.receipt());
          return gone;
        });
  }
}
