package dev.berth.starter;

import dev.berth.workflows.core.Core;
import dev.berth.workflows.core.DeployCore;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Progress;
import dev.berth.workflows.operation.Progress.Finished;
import dev.berth.workflows.operation.State;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** Does nothing, in the way that the customer's name says. */
public final class StubDeployCore implements DeployCore {
  private State state = State.RUNNING;

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
      default -> {}
    }
    Workflow.await(() -> false);
    throw new IllegalStateException();
  }

  private void enter(State next) {
    state = next;
    Workflow.upsertTypedSearchAttributes(BerthAttributes.STATE.valueSet(next.word()));
  }

  @Override
  public Progress progress() {
    return new Progress(
        state.word(),
        "launch",
        2,
        8,
        Instant.parse("2026-11-23T10:00:01Z"),
        Instant.parse("2026-11-23T10:00:00Z"),
        List.of(new Finished("place", 120, false)));
  }
}
