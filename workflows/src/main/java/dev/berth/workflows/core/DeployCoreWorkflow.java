package dev.berth.workflows.core;

import static dev.berth.workflows.core.DeployCore.CoreStep.CHECK;
import static dev.berth.workflows.core.DeployCore.CoreStep.HOST;
import static dev.berth.workflows.core.DeployCore.CoreStep.LAUNCH;
import static dev.berth.workflows.core.DeployCore.CoreStep.REGISTER;

import dev.berth.model.FailureType;
import dev.berth.model.Placement;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.WorkflowInit;

/** A deployment, in the order of time. */
public class DeployCoreWorkflow implements DeployCore {
  private final Steps steps;
  private final DeploymentSteps deployment;
  private final CoreRegistry registry;
  private final Hosts hosts;
  private final Cores cores;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public DeployCoreWorkflow(DeployRequest request) {
    steps = Steps.of(request, CoreStep.class, HoldRule.CURABLE);
    deployment = new DeploymentSteps(request, Steps.thisOperation());
    registry = ActivityPolicies.stub(CoreRegistry.class, request.subject());
    hosts = ActivityPolicies.stub(Hosts.class, request.subject());
    cores = ActivityPolicies.stub(Cores.class, request.subject());
  }

  @Override
  public Core deploy(DeployRequest ignored) {
    return steps.operate(this::deploy);
  }

  private Core deploy() {
    return switch (steps.run(deployment.place())) {
      case Placed.Ready(Core ready) -> {
        steps.done();
        yield ready;
      }
      case Placed.Slot(Placement slot) -> deployTo(slot);
    };
  }

  private Core deployTo(Placement slot) {
    Deployment core = deployment.at(slot);
    steps.run(LAUNCH, () -> hosts.ensure(slot.hostId()));
    steps.run(deployment.secrets(core));
    steps.run(deployment.database(core));
    Host host = steps.run(HOST, () -> hosts.await(slot.hostId()));
    while (true) {
      int before = steps.mark();
      try {
        return startOn(host, core);
      } catch (ActivityFailure failure) {
        if (Failures.type(failure) != FailureType.INSTANCE_LOST) {
          throw failure;
        }
        steps.rewind(before, failure);
      }
      // The slot survives the instance: the host gets another one, and the core starts there.
      Host lost = host;
      host = steps.run(HOST, () -> hosts.awaitReplaced(lost));
    }
  }

  private Core startOn(Host host, Deployment core) {
    String address = steps.run(deployment.start(core, host));
    steps.run(CHECK, () -> cores.check(core, address));
    return steps.pivot(REGISTER, () -> registry.register(core, address, steps.receipt()));
  }
}
