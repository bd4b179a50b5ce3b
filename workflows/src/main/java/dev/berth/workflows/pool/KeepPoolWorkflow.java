package dev.berth.workflows.pool;

import static dev.berth.workflows.pool.PoolStep.CHECK;
import static dev.berth.workflows.pool.PoolStep.FILL;
import static dev.berth.workflows.pool.PoolStep.GIVE_UP;
import static dev.berth.workflows.pool.PoolStep.STOP;
import static dev.berth.workflows.pool.PoolStep.WAIT;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/** One wait for work, and the work. */
public class KeepPoolWorkflow implements KeepPool {
  private final PoolRequest request;
  private final Steps steps;
  private final Pools waits;
  private final Pools calls;
  private final Pools stops;
  private final Pools checks;
  private final List<ActivityFailure> failures = new ArrayList<>();

  /** State is there before any query. */
  @WorkflowInit
  public KeepPoolWorkflow(PoolRequest request) {
    String subject = "pools of " + request.region();
    String operationId = Workflow.getInfo().getFirstExecutionRunId();
    this.request = request;
    steps =
        new Steps(operationId, subject, request.region(), PoolStep.values().length, HoldRule.NEVER);
    waits = newActivityStub(Pools.class, Policies.waits(subject, Policies.POOL_WORK));
    calls = newActivityStub(Pools.class, Policies.calls(subject));
    stops = newActivityStub(Pools.class, Policies.waits(subject, Policies.GONE));
    checks = newActivityStub(Pools.class, Policies.waits(subject, Policies.POOL_CHECK));
  }

  @Override
  public void keep(PoolRequest ignored) {
    steps.operate(
        () -> {
          keep();
          return null;
        });
  }

  private void keep() {
    steps.run(WAIT, () -> waits.awaitWork(request)).forEach(this::act);
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    steps.done();
  }

  /** What cannot be done keeps nothing else from being done. */
  private void act(PoolTask task) {
    try {
      switch (task.what()) {
        case FILL -> steps.run(FILL, () -> calls.fill(request.region(), task.plan()));
        case STOP -> stop(task);
        case GIVE_UP -> steps.run(GIVE_UP, () -> calls.giveUp(request.region(), task));
        case CHECK -> check(task);
      }
    } catch (ActivityFailure failure) {
      failures.add(failure);
    }
  }

  private void stop(PoolTask task) {
    try {
      steps.run(STOP, () -> stops.stop(request.region(), task));
    } catch (ActivityFailure failure) {
      FailureType type = FailureType.of(failure);
      if (!unfit(type, type == FailureType.INSTANCE_LOST)) {
        throw failure;
      }
      act(task.giveUp(FailureType.message(failure)));
    }
  }

  private void check(PoolTask task) {
    try {
      steps.run(CHECK, () -> checks.check(request.region(), task));
    } catch (ActivityFailure failure) {
      FailureType type = FailureType.of(failure);
      if (!unfit(type, type != FailureType.CANCELLED)) {
        throw failure;
      }
      act(task.giveUp("not fit: " + FailureType.message(failure)));
    }
  }

  /**
   * What says nothing about the host takes it from nobody: AWS may be away, or deny us everything.
   *
   * @param before what older runs thought of it
   */
  private static boolean unfit(FailureType type, boolean before) {
    return Workflow.getVersion("unfit-in-pool", Workflow.DEFAULT_VERSION, 1) == 1
        ? type.unfit()
        : before;
  }
}
