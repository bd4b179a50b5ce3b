package dev.berth.starter;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Receipt;
import dev.berth.model.StepTime;
import dev.berth.workflows.core.Abandoned;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployCore.CoreStep;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placed;
import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.OperationNote;
import dev.berth.workflows.operation.Operations;
import dev.berth.workflows.operation.Progress;
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
  private final CoreRegistry registry = ActivityPolicies.stub(CoreRegistry.class, "test");
  private final DeployRequest request;
  private final String operationId = Steps.thisOperation();
  private OperationState state = OperationState.RUNNING;
  private Steps steps;

  /** As a real run can be asked. */
  public interface Asked {
    @QueryMethod
    Progress progress();
  }

  /** Can be asked from its first task on. */
  @WorkflowInit
  public StubDeployCore(DeployRequest request) {
    this.request = request;
    if (Set.of("held", "skippable").contains(does(request))) {
      steps = Steps.of(request, CoreStep.class, HoldRule.CURABLE);
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
    public void note(OperationNote note) {}

    @Override
    public void awaitThaw(String region) {}
  }

  /** Fails whatever is asked of it. */
  static final class StumblingRegistry implements CoreRegistry {
    @Override
    public Placed place(DeployRequest request, String operationId) {
      if (does(request).equals("held")) {
        throw Failures.terminal(FailureType.DENIED, "AccessDenied: no policy", null);
      }
      throw Failures.retryable(FailureType.TRANSIENT, "the registry is away", null);
    }

    @Override
    public void release(DeployRequest request, String operationId) {
      throw Failures.terminal(FailureType.DENIED, "AccessDenied: no policy", null);
    }

    @Override
    public void quarantine(DeployRequest request, String operationId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Abandoned find(DeployRequest request, String operationId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Core register(Deployment deployment, String address, Receipt receipt) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public Core deploy(DeployRequest ignored) {
    switch (does(request)) {
      case "unwinding" -> enter(OperationState.UNWINDING);
      case "frozen" -> enter(OperationState.FROZEN);
      case "failing", "unwound" -> {
        enter(OperationState.UNWOUND);
        Workflow.upsertTypedSearchAttributes(
            BerthAttributes.REASON.valueSet(FailureType.INVALID.word()));
        throw Failures.terminal(FailureType.INVALID, "no such image", null);
      }
      case "stumbling" -> registry.place(request, operationId);
      case "held" -> {
        return steps.operate(
            () -> ended(CoreStep.PLACE, () -> registry.place(request, operationId)));
      }
      case "skippable" -> {
        return steps.operate(
            () -> ended(CoreStep.DATABASE, () -> registry.release(request, operationId)));
      }
      default -> {}
    }
    Workflow.await(() -> false);
    throw new IllegalStateException();
  }

  private Core ended(CoreStep step, Proc action) {
    steps.run(step, action);
    steps.done();
    return null;
  }

  /** What the customer's name begins with. */
  private static String does(DeployRequest request) {
    return request.core().customer().split("-", 2)[0];
  }

  private void enter(OperationState next) {
    state = next;
    Workflow.upsertTypedSearchAttributes(BerthAttributes.STATE.valueSet(next.word()));
  }

  private Progress progress() {
    return new Progress(
        state,
        "launch",
        2,
        8,
        Instant.parse("2026-11-23T10:00:01Z"),
        Instant.parse("2026-11-23T10:00:00Z"),
        List.of(new StepTime("place", 120, false)),
        "acme/production waits for its host",
        null);
  }
}
