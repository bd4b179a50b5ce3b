package dev.berth.workflows.host;

import static dev.berth.workflows.host.RetireStep.CLAIM;
import static dev.berth.workflows.host.RetireStep.GONE;
import static dev.berth.workflows.host.RetireStep.SETTLE;
import static dev.berth.workflows.host.RetireStep.TERMINATE;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * The end of a host, in the order of time. Nothing of it can be taken back: what was not done when
 * it fails or is cancelled stays, and the next sweep finds it.
 */
public class RetireHostWorkflow implements RetireHost {
  private final RetireRequest host;
  private final String operationId = Workflow.getInfo().getFirstExecutionRunId();
  private final Steps steps;
  private final Retirements registry;
  private final Retirements instances;
  private final Retirements waits;

  /** State is there before any query. */
  @WorkflowInit
  public RetireHostWorkflow(RetireRequest request) {
    String subject = "host " + request.hostId();
    host = request;
    steps = new Steps(operationId, subject, request.region(), RetireStep.values().length);
    registry = newActivityStub(Retirements.class, Policies.registry(subject));
    instances = newActivityStub(Retirements.class, Policies.calls(subject));
    waits = newActivityStub(Retirements.class, Policies.waits(subject, Policies.GONE));
  }

  @Override
  public List<String> retire(RetireRequest request) {
    return steps.operate(this::retire);
  }

  private List<String> retire() {
    steps.run(CLAIM, () -> registry.claim(host, operationId));
    List<String> gone = steps.run(TERMINATE, () -> instances.terminate(host));
    steps.run(GONE, () -> waits.awaitTerminated(host.region(), gone));
    return steps.pivot(
        SETTLE,
        () -> {
          registry.settle(host, operationId, gone, steps.receipt());
          return gone;
        });
  }
}
