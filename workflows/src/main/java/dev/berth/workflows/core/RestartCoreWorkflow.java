package dev.berth.workflows.core;

import static dev.berth.workflows.core.RestartCore.RestartStep.CHECK;
import static dev.berth.workflows.core.RestartCore.RestartStep.FIND;
import static dev.berth.workflows.core.RestartCore.RestartStep.RESTART;
import static dev.berth.workflows.core.RestartCore.RestartStep.SETTLE;

import dev.berth.model.EventType;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.WorkflowInit;

/** A restart, in the order of time. There is nothing to take back: the core keeps its state. */
public class RestartCoreWorkflow implements RestartCore {
  private final ReadyCoreRequest request;
  private final String operationId = Steps.thisOperation();
  private final Steps steps;
  private final ReadyCores registry;
  private final Cores cores;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public RestartCoreWorkflow(ReadyCoreRequest request) {
    this.request = request;
    steps = Steps.of(request, RestartStep.class, HoldRule.CURABLE);
    registry = ActivityPolicies.stub(ReadyCores.class, request.subject());
    cores = ActivityPolicies.stub(Cores.class, request.subject());
  }

  @Override
  public void restart(ReadyCoreRequest ignored) {
    steps.operate(this::restart);
  }

  private Void restart() {
    ReadyCore core = steps.run(FIND, () -> registry.find(request, operationId));
    String address = steps.run(RESTART, () -> cores.restart(core.deployment(), core.host()));
    steps.run(CHECK, () -> cores.check(core.deployment(), address));
    return steps.pivot(
        SETTLE,
        () -> {
          registry.settle(request, operationId, EventType.CORE_RESTARTED, steps.receipt());
          return null;
        });
  }
}
