package dev.berth.starter;

import dev.berth.workflows.operation.Failures;
import dev.berth.model.StepTime;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.CoreStep;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.model.Placement;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Ending;
import dev.berth.model.FailureType;
import dev.berth.workflows.operation.Operations;
import dev.berth.workflows.operation.Progress;
import dev.berth.model.StepTime;
import dev.berth.model.Receipt;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Does nothing, in the way that the customer's name begins with. */
public final class StubDeployCore implements DeployCore {
  private final CoreRegistry registry =
      Workflow.newActivityStub(CoreRegistry.class, Policies.registry("test"));
  private static final int ONE_STEP = 1;

  private final DeployOrder order;
  private State state = State.RUNNING;
  private Steps steps;

  /** As a real run can be asked. */
  public interface Asked {
    @QueryMethod
    Progress progress();
  }

  /** Can be asked from its first task on. */
  @WorkflowInit
  public StubDeployCore(DeployRequest request) {
    order = new DeployOrder(request, Workflow.getInfo().getFirstExecutionRunId());
    if (Set.of("held", "skippable").contains(does(request))) {
      steps = new Steps(order.operationId(), request.key().toString(), request.region(), ONE_STEP);
    } else {
      Asked asked = this::progress;
      Workflow.registerListener(asked);
    }
  }

  /** Notes nothing, and agrees to everything. */
  static final class ForgetfulOperations implements Operations {
    @Override
    public void close(Ending ending) {}

    @Override
    public void note(Note note) {}

    @Override
    public void awaitThaw(String region) {}
  }

  /** Fails whatever is asked of it. */
  static final class StumblingRegistry implements CoreRegistry {
    @Override
    public Placement place(DeployOrder order) {
      if (does(order.request()).equals("held")) {
        throw Failures.terminal(FailureType.DENIED, "AccessDenied: no policy", null);
      }
      throw Failures.retryable(FailureType.TRANSIENT, "the registry is away", null);
    }

    @Override
    public void release(DeployOrder order) {
      throw Failures.terminal(FailureType.DENIED, "AccessDenied: no policy", null);
    }

    @Override
    public void quarantine(DeployOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Core register(Deployment deployment, String address, Receipt receipt) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public Core deploy(DeployRequest request) {
    switch (does(request)) {
      case "unwinding" -> enter(State.UNWINDING);
      case "frozen" -> enter(State.FROZEN);
      case "failing", "unwound" -> {
        enter(State.UNWOUND);
        Workflow.upsertTypedSearchAttributes(
            BerthAttributes.REASON.valueSet(FailureType.INVALID.word()));
        throw Failures.terminal(FailureType.INVALID, "no such image", null);
      }
      case "stumbling" -> registry.place(order);
      case "held" -> {
        return steps.operate(() -> ended(CoreStep.PLACE, () -> registry.place(order)));
      }
      case "skippable" -> {
        return steps.operate(() -> ended(CoreStep.DATABASE, () -> registry.release(order)));
      }
      default -> {}
    }
    Workflow.await(() -> false);
    throw new IllegalStateException();
  }

  private Core ended(CoreStep step, Proc action) {
    if (step == CoreStep.DATABASE) {
      steps.run(step, action);
    } else {
      steps.run(
          step,
          () -> {
            action.apply();
            return true;
          });
    }
    steps.done();
    return null;
  }

  /** What the customer's name begins with. */
  private static String does(DeployRequest request) {
    return request.key().customer().split("-", 2)[0];
  }

  private void enter(State next) {
    state = next;
    Workflow.upsertTypedSearchAttributes(BerthAttributes.STATE.valueSet(next.word()));
  }

  private Progress progress() {
    return new Progress(
        state.word(),
        "launch",
        2,
        8,
        Instant.parse("2026-11-23T10:00:01Z"),
        Instant.parse("2026-11-23T10:00:00Z"),
        List.of(new Finished("place", 120, false)),
        "acme/production waits for its host",
        null);
  }
}
