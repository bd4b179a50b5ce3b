package dev.berth.workflows.pool;

import static dev.berth.workflows.pool.KeepPool.PoolStep.CHECK;
import static dev.berth.workflows.pool.KeepPool.PoolStep.FILL;
import static dev.berth.workflows.pool.KeepPool.PoolStep.GIVE_UP;
import static dev.berth.workflows.pool.KeepPool.PoolStep.STOP;
import static dev.berth.workflows.pool.KeepPool.PoolStep.WAIT;

import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Steps;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/** One wait for work, and the work. */
public class KeepPoolWorkflow implements KeepPool {
  private final PoolRequest request;
  private final Steps steps;
  private final Pools pools;
  private final List<ActivityFailure> failures = new ArrayList<>();

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public KeepPoolWorkflow(PoolRequest request) {
    this.request = request;
    steps = Steps.of(request, PoolStep.class, HoldRule.NEVER);
    pools = ActivityPolicies.stub(Pools.class, request.subject());
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
    steps.run(WAIT, () -> pools.awaitWork(request)).forEach(this::act);
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    steps.done();
  }

  /**
   * A task that fails does not stop the others. A host leaves the pool only for an answer about the
   * host itself: AWS may be away, or may deny everything.
   */
  private void act(PoolTask task) {
    try {
      switch (task.what()) {
        case FILL -> steps.run(FILL, () -> pools.fill(request.region(), task.plan()));
        case STOP -> stop(task);
        case GIVE_UP -> steps.run(GIVE_UP, () -> pools.giveUp(request.region(), task));
        case CHECK -> check(task);
      }
    } catch (ActivityFailure failure) {
      failures.add(failure);
    }
  }

  private void stop(PoolTask task) {
    try {
      steps.run(STOP, () -> pools.stop(request.region(), task));
    } catch (ActivityFailure failure) {
      if (!Failures.type(failure).unfit()) {
        throw failure;
      }
      act(task.giveUp(Failures.message(failure)));
    }
  }

  private void check(PoolTask task) {
    try {
      steps.run(CHECK, () -> pools.check(request.region(), task));
    } catch (ActivityFailure failure) {
      if (!Failures.type(failure).unfit()) {
        throw failure;
      }
      act(task.giveUp("not fit: " + Failures.message(failure)));
    }
  }
}
