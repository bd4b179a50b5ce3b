package dev.berth.workflows.core;

import static dev.berth.workflows.core.CoreStep.CHECK;
import static dev.berth.workflows.core.CoreStep.DATABASE;
import static dev.berth.workflows.core.CoreStep.HOST;
import static dev.berth.workflows.core.CoreStep.LAUNCH;
import static dev.berth.workflows.core.CoreStep.PLACE;
import static dev.berth.workflows.core.CoreStep.REGISTER;
import static dev.berth.workflows.core.CoreStep.SECRETS;
import static dev.berth.workflows.core.CoreStep.START;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** A deployment, in the order of time. */
public class DeployCoreWorkflow implements DeployCore {
  private final DeployOrder order;
  private final Steps steps;
  private final CoreRegistry registry;
  private final Hosts hosts;
  private final Hosts waits;
  private final Secrets secrets;
  private final Databases databases;
  private final Cores cores;
  private final Cores checks;

  /** State is there before any query. */
  @WorkflowInit
  public DeployCoreWorkflow(DeployRequest request) {
    String subject = request.key().toString();
    order = new DeployOrder(request, Workflow.getInfo().getFirstExecutionRunId());
    steps = new Steps(order.operationId(), subject, request.region(), CoreStep.values().length);
    registry = newActivityStub(CoreRegistry.class, Policies.registry(subject));
    hosts = newActivityStub(Hosts.class, Policies.registry(subject));
    waits = newActivityStub(Hosts.class, Policies.waits(subject, Policies.HOST));
    secrets = newActivityStub(Secrets.class, Policies.calls(subject));
    databases = newActivityStub(Databases.class, Policies.calls(subject));
    cores = newActivityStub(Cores.class, Policies.waits(subject, Policies.START));
    checks = newActivityStub(Cores.class, Policies.waits(subject, Policies.CHECK));
  }

  @Override
  public Core deploy(DeployRequest request) {
    return steps.operate(this::deploy);
  }

  private Core deploy() {
    Placement placed =
        steps.run(
            PLACE,
            () -> registry.place(order),
            () -> registry.release(order),
            () -> registry.quarantine(order));
    if (placed.ready() != null) {
      steps.done();
      return placed.ready();
    }
    Deployment core = new Deployment(order, placed);
    steps.run(LAUNCH, () -> hosts.ensure(placed.hostId()));
    steps.run(SECRETS, () -> secrets.create(core), () -> secrets.delete(core));
    steps.run(DATABASE, () -> databases.create(core), () -> databases.drop(core));
    Host host = steps.run(HOST, () -> waits.await(placed.hostId()));
    while (true) {
      int before = steps.mark();
      try {
        return startOn(host, core);
      } catch (ActivityFailure failure) {
        if (!movesWithItsHost(failure)) {
          throw failure;
        }
        steps.rewind(before, failure);
      }
      Host lost = host;
      host = steps.run(HOST, () -> waits.awaitReplaced(lost));
    }
  }

  private Core startOn(Host host, Deployment core) {
    String address =
        steps.runProtecting(START, () -> cores.start(core, host), () -> cores.remove(core, host));
    steps.run(CHECK, () -> checks.check(core, address));
    return steps.pivot(REGISTER, () -> registry.register(core, address, steps.receipt()));
  }

  /** The slot survives the instance: the host gets another one, and the core starts there. */
  private static boolean movesWithItsHost(ActivityFailure failure) {
    return FailureType.of(failure) == FailureType.INSTANCE_LOST
        && Workflow.getVersion("replaced-host", Workflow.DEFAULT_VERSION, 1) >= 1;
  }
}
