package dev.berth.local.matrix;

import dev.berth.model.FailureType;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.OperatorCommand;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.client.WorkflowException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One fault, as it strikes one attempt. */
final class FaultInjection {
  /** Two of them are below what a cell is waited for. */
  private static final Duration UNWANTED = Duration.ofSeconds(3);

  private final ScenarioRun scenarioRun;
  private final ActivityExecutionContext activity;

  FaultInjection(ScenarioRun scenarioRun, ActivityExecutionContext activity) {
    this.scenarioRun = scenarioRun;
    this.activity = activity;
  }

  ActivityOutput at(Cell cell, Supplier<ActivityOutput> effect) {
    switch (cell.fault()) {
      case RETRYABLE -> throw Failures.retryable(FailureType.TRANSIENT, cell.message(), null);
      case DENIED -> throw Failures.terminal(FailureType.DENIED, cell.message(), null);
      case INVALID -> throw Failures.terminal(FailureType.INVALID, cell.message(), null);
      case ANSWER_LOST -> {
        var _ = effect.get();
        throw Failures.retryable(FailureType.TRANSIENT, cell.message(), null);
      }
      case CRASH_BEFORE -> {
        return neverReported();
      }
      case CRASH_AFTER -> {
        var _ = effect.get();
        return neverReported();
      }
      case TWICE -> {
        var _ = effect.get();
      }
      case STALLED -> {
        return late(effect);
      }
      case STALLED_UNDONE -> {
        cancel(activity.getInfo().getWorkflowId());
        if (isAskedToCancel()) {
          missed();
        }
        return late(effect);
      }
      case CANCEL -> cancel(activity.getInfo().getWorkflowId());
      case UNWANTED -> {
        until(UNWANTED, scenarioRun::waitsForItsHost);
        cancel(scenarioRun.workflowId());
        awaitUnwanted(UNWANTED);
      }
    }
    return effect.get();
  }

  private boolean isAskedToCancel() {
    ActivityInfo info = activity.getInfo();
    return scenarioRun
        .world
        .temporal
        .newUntypedWorkflowStub(info.getWorkflowId())
        .describe()
        .getRawDescription()
        .getPendingActivitiesList()
        .stream()
        .filter(pending -> pending.getActivityId().equals(info.getActivityId()))
        .anyMatch(
            pending ->
                pending.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED);
  }

  /**
   * What the real server says of a silent attempt that was asked to cancel. The in-memory one waits
   * for it for ever.
   */
  private void missed() {
    scenarioRun
        .world
        .temporal
        .newActivityCompletionClient()
        .completeExceptionally(
            activity.getTaskToken(),
            Failures.terminal(FailureType.TRANSIENT, "its worker stood still", null));
  }

  /** Lets everything go on without this attempt, which says nothing any more, and then goes on. */
  private ActivityOutput late(Supplier<ActivityOutput> effect) {
    scenarioRun.stall().standStill(effect);
    return neverReported();
  }

  /** Nobody hears of this attempt any more: its timeout has to tell. */
  private ActivityOutput neverReported() {
    activity.doNotCompleteOnReturn();
    return new ActivityOutput(null);
  }

  void cancel(String workflowId) {
    try {
      scenarioRun
          .world
          .temporal
          .newUntypedWorkflowStub(workflowId)
          .update("cancel", Void.class, new OperatorCommand(ScenarioRun.MATRIX, null, null));
    } catch (WorkflowException e) {
      scenarioRun.refuse();
    }
  }

  /** Goes on when no core needs the host any more, or when that will not happen. */
  void awaitUnwanted(Duration most) {
    String over =
        """
        SELECT 'unwanted' FROM hosts WHERE region = ? AND state <> 'launching'
        UNION SELECT 'over' FROM operations o JOIN hosts h ON h.region = o.region
        WHERE h.region = ? AND o.customer LIKE '%acme' AND o.state <> 'running'
        """;
    until(most, () -> !scenarioRun.world.rows(over, scenarioRun.region).isEmpty());
  }

  /** Waits as an activity does: beating. */
  void until(Duration most, BooleanSupplier over) {
    Instant end = Instant.now().plus(most);
    while (!over.getAsBoolean() && Instant.now().isBefore(end)) {
      activity.heartbeat("waiting");
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
