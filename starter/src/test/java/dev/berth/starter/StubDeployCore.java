package dev.berth.starter;

import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.CoreRegistry;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployOrder;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.Placement;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Progress.Finished;
import dev.berth.workflows.operation.Receipt;
import dev.berth.workflows.operation.State;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.List;

/** Does nothing, in the way that the customer's name says. */
public final class StubDeployCore implements DeployCore {
  private final CoreRegistry registry =
      Workflow.newActivityStub(CoreRegistry.class, Policies.registry("test"));
  private State state = State.RUNNING;

  /** As a real run can be asked. */
  public interface Asked {
    @QueryMethod
    Progress progress();
  }

  /** Can be asked from its first task on. */
  @WorkflowInit
  public StubDeployCore(DeployRequest request) {
    Asked asked = this::progress;
    Workflow.registerListener(asked);
  }

  /** Fails whatever is asked of it. */
  static final class StumblingRegistry implements CoreRegistry {
    @Override
    public Placement place(DeployOrder order) {
      throw FailureType.TRANSIENT.retryable("the registry is away", null);
    }

    @Override
    public void release(DeployOrder order) {
      throw new UnsupportedOperationException();
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
    switch (request.key().customer()) {
      case "unwinding" -> enter(State.UNWINDING);
      case "failing" -> {
        enter(State.UNWOUND);
        Workflow.upsertTypedSearchAttributes(
            BerthAttributes.REASON.valueSet(FailureType.INVALID.word()));
        throw FailureType.INVALID.terminal("no such image", null);
      }
      case "stumbling" -> registry.place(new DeployOrder(request, "operation"));
      default -> {}
    }
    Workflow.await(() -> false);
    throw new IllegalStateException();
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
