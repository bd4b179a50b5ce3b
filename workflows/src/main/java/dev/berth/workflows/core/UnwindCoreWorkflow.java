package dev.berth.workflows.core;

import static dev.berth.workflows.core.CoreStep.DATABASE;
import static dev.berth.workflows.core.CoreStep.PLACE;
import static dev.berth.workflows.core.CoreStep.SECRETS;
import static dev.berth.workflows.core.CoreStep.START;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.WorkflowInit;

/**
 * The undos of {@link DeployCoreWorkflow} without its steps: each tolerates that its step never
 * happened. It unwinds from its first moment on, so that no cancel stops it half-way.
 */
public class UnwindCoreWorkflow implements UnwindCore {
  private final DeployOrder order;
  private final Steps steps;
  private final StrandedCores stranded;
  private final CoreRegistry registry;
  private final Secrets secrets;
  private final Databases databases;
  private final Cores cores;

  /** State is there before any query. */
  @WorkflowInit
  public UnwindCoreWorkflow(DeployOrder order) {
    String subject = order.request().key().toString();
    this.order = order;
    steps =
        new Steps(order.operationId(), subject, order.request().region(), CoreStep.values().length);
    stranded = newActivityStub(StrandedCores.class, Policies.registry(subject));
    registry = newActivityStub(CoreRegistry.class, Policies.registry(subject));
    secrets = newActivityStub(Secrets.class, Policies.calls(subject));
    databases = newActivityStub(Databases.class, Policies.calls(subject));
    cores = newActivityStub(Cores.class, Policies.waits(subject, Policies.START));
  }

  @Override
  public void unwind(DeployOrder request) {
    steps.operate(
        () -> {
          throw FailureType.TERMINATED.terminal("its run was ended from outside", null);
        },
        this::inherit);
  }

  private void inherit() {
    Stranded left = steps.find(PLACE, () -> stranded.find(order));
    steps.inherit(PLACE, () -> registry.release(order), () -> registry.quarantine(order));
    if (left.placement() != null) {
      Deployment core = new Deployment(order, left.placement());
      steps.inherit(SECRETS, () -> secrets.delete(core));
      steps.inherit(DATABASE, () -> databases.drop(core));
      if (left.host() != null) {
        steps.inheritProtecting(START, () -> cores.remove(core, left.host()));
      }
    }
  }
}
