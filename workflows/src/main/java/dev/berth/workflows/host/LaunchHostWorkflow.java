package dev.berth.workflows.host;

import static dev.berth.workflows.host.HostStep.CLAIM;
import static dev.berth.workflows.host.HostStep.SETTLE;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** The launch of a host, in the order of time. */
public class LaunchHostWorkflow implements LaunchHost {
  private final HostRequest host;
  private final String operationId = Workflow.getInfo().getFirstExecutionRunId();
  private final Steps steps;
  private final Embodiment embodiment;
  private final HostRegistry registry;
  private final Hosts watches;

  /** State is there before any query. */
  @WorkflowInit
  public LaunchHostWorkflow(HostRequest request) {
    String subject = "host " + request.hostId();
    host = request;
    steps =
        new Steps(
            operationId, subject, request.region(), HostStep.values().length, new HostHoldRule());
    embodiment = new Embodiment(request, operationId, steps);
    registry = newActivityStub(HostRegistry.class, Policies.registry(subject));
    watches = newActivityStub(Hosts.class, Policies.waits(subject, Policies.UNWANTED));
  }

  @Override
  public Host launch(HostRequest request) {
    // Given up first, so that nobody is placed on a host that is being taken back.
    return steps.operate(this::launch, () -> registry.giveUp(host.hostId(), operationId));
  }

  private Host launch() {
    Claim claim = steps.run(CLAIM, () -> registry.claim(host, operationId));
    if (claim.settled()) {
      steps.done();
      return claim.host();
    }
    return embodiment.embody(
        claim,
        (request, running) ->
            steps.pivot(
                SETTLE, () -> registry.settle(request, running, operationId, steps.receipt())));
  }

  /**
   * Held when neither another instance nor a retry helps, for as long as somebody needs the host.
   */
  private final class HostHoldRule implements HoldRule {
    @Override
    public boolean holds(FailureType type) {
      return embodiment.holds(type);
    }

    @Override
    public Proc watch() {
      return () -> watches.awaitUnwanted(host.hostId());
    }
  }
}
