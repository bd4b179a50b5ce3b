package dev.berth.workflows.host;

import static dev.berth.workflows.host.LaunchHost.HostStep.CLAIM;
import static dev.berth.workflows.host.LaunchHost.HostStep.SETTLE;

import dev.berth.model.FailureType;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.StepName;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.WorkflowInit;

/** The launch of a host, in the order of time. */
public class LaunchHostWorkflow implements LaunchHost {
  private final HostRequest host;
  private final String operationId = Steps.thisOperation();
  private final Steps steps;
  private final InstanceLauncher launcher;
  private final HostRegistry registry;
  private final Hosts hosts;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public LaunchHostWorkflow(HostRequest request) {
    host = request;
    steps = Steps.of(request, HostStep.class, new HostHoldRule());
    launcher = new InstanceLauncher(request, steps);
    registry = ActivityPolicies.stub(HostRegistry.class, request.subject());
    hosts = ActivityPolicies.stub(Hosts.class, request.subject());
  }

  @Override
  public Host launch(HostRequest ignored) {
    // Given up first, so that no core is placed on a host that is being taken back.
    return steps.operate(this::launch, () -> registry.giveUp(host.hostId(), operationId));
  }

  private Host launch() {
    return switch (steps.run(CLAIM, () -> registry.claim(host, operationId))) {
      case Claim.Settled(Host settled) -> {
        steps.done();
        yield settled;
      }
      case Claim.Open open -> launcher.launch(open, this::settle);
    };
  }

  private Host settle(InstanceRequest request, Host running) {
    return steps.pivot(
        SETTLE, () -> registry.settle(request, running, operationId, steps.receipt()));
  }

  /**
   * Held when neither another instance nor a retry helps, for as long as the host is needed. Where
   * the account's quota had no room for its instance, the launch goes on when there is.
   */
  private final class HostHoldRule implements HoldRule {
    @Override
    public boolean holds(FailureType type) {
      return launcher.holds(type);
    }

    @Override
    public Proc watch(StepName step, FailureType type) {
      return launcher.lacksQuota(step, type)
          ? () -> hosts.awaitQuota(host)
          : () -> hosts.awaitUnwanted(host.hostId());
    }
  }
}
