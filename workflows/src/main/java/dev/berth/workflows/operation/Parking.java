package dev.berth.workflows.operation;

import dev.berth.model.EventType;
import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Requester;
import dev.berth.workflows.operation.StepName.Trait;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Parks an operation whose step retries do not cure, until an operator answers or the time is up;
 * and one whose region is frozen, until it is thawed.
 */
final class Parking {
  private static final Set<FailureType> REFUSALS =
      Set.of(FailureType.SUPERSEDED, FailureType.UNWANTED, FailureType.INSTANCE_LOST);

  private final String operationId;
  private final String region;
  private final HoldRule rule;
  private final ProgressRecorder progress;
  private final OperatorCommands commands;
  private final Operations operations;
  private Instant until;
  private long parkedMillis;

  Parking(
      String operationId,
      String region,
      HoldRule rule,
      ProgressRecorder progress,
      OperatorCommands commands,
      Operations operations) {
    this.operationId = operationId;
    this.region = region;
    this.rule = rule;
    this.progress = progress;
    this.commands = commands;
    this.operations = operations;
  }

  /** How long the operation was parked up to now, in milliseconds. */
  long parkedMillis() {
    return parkedMillis;
  }

  /**
   * Returns true when the step should run again, false when it is skipped; throws the failure when
   * it is not held, or no more.
   */
  boolean goOn(TemporalFailure failure, StepName step, boolean pointOfNoReturn) {
    FailureType type = Failures.type(failure);
    if (type == FailureType.FROZEN) {
      awaitThaw();
      return true;
    }
    if (!isHeld(type, pointOfNoReturn)) {
      throw failure;
    }
    Instant since = ProgressRecorder.now();
    OperationState before = progress.state();
    try {
      return hold(failure, type, step, pointOfNoReturn, since)
          ? resume(before)
          : answer(failure, before);
    } finally {
      parked(since);
    }
  }

  /** Does what must be done, however often it is refused: held until an operator has cured it. */
  void insist(Proc action) {
    while (true) {
      try {
        action.apply();
        return;
      } catch (TemporalFailure failure) {
        goOn(failure, null, true);
      }
    }
  }

  /** Appends to the event log that an operator cancelled. */
  void noteCancel(OperatorCommand cancelled) {
    note(
        EventType.OPERATION_CANCELLED,
        cancelled,
        OperationState.RUNNING,
        OperationState.UNWINDING,
        cancelled.reason());
  }

  /** Runs a compensation, waiting whenever the region is frozen. */
  void throughFreezes(Proc compensation) {
    while (true) {
      try {
        compensation.apply();
        return;
      } catch (TemporalFailure failure) {
        if (Failures.type(failure) != FailureType.FROZEN) {
          throw failure;
        }
        awaitThaw();
      }
    }
  }

  /**
   * From the pivot only the registry's own refusal leads back, and an instance that is lost to
   * another one: anything else may hide a success.
   */
  private boolean isHeld(FailureType type, boolean pointOfNoReturn) {
    if (pointOfNoReturn) {
      return !REFUSALS.contains(type);
    }
    boolean inTime = until == null || ProgressRecorder.now().isBefore(until);
    return rule.holds(type) && (commands.noWayBack() || inTime);
  }

  /** Returns true when the cause is gone without an operator. */
  private boolean hold(
      TemporalFailure failure,
      FailureType type,
      StepName step,
      boolean pointOfNoReturn,
      Instant since) {
    if (until == null) {
      until = since.plus(Bounds.HOLD);
    }
    Instant end = commands.noWayBack() || pointOfNoReturn ? null : until;
    String message = Failures.message(failure);
    OperationState before = progress.state();
    boolean skippable = step != null && step.about().has(Trait.SKIPPABLE);
    progress.hold(
        new Progress.Held(
            progress.step(),
            type,
            message,
            since,
            end,
            commands.verbs(skippable, pointOfNoReturn)));
    note(EventType.OPERATION_HELD, null, before, OperationState.HELD, type.word() + ": " + message);
    // A compensation runs to its end, whether its subject is still needed or not.
    Proc watch = before == OperationState.UNWINDING || step == null ? null : rule.watch(step, type);
    return await(end == null ? null : Duration.between(since, end), watch);
  }

  private boolean await(Duration bound, Proc watch) {
    CancellationScope scope = CancellationScope.current();
    List<Promise<Void>> watching = new ArrayList<>(1);
    List<Promise<Void>> timer = new ArrayList<>(1);
    CancellationScope beside =
        Workflow.newCancellationScope(
            () -> {
              if (watch != null) {
                watching.add(Async.procedure(watch));
              }
            });
    beside.run();
    Supplier<Boolean> over =
        () ->
            commands.given() != null
                || scope.isCancelRequested()
                || timer.stream().anyMatch(Promise::isCompleted)
                || watching.stream().anyMatch(Promise::isCompleted);
    CancellationScope inTime =
        Workflow.newCancellationScope(
            () -> {
              if (bound != null) {
                timer.add(Workflow.newTimer(bound, holdTimer()));
              }
            });
    inTime.run();
    Workflow.await(over);
    inTime.cancel();
    boolean cured = watching.stream().anyMatch(Promise::isCompleted);
    watching.stream().filter(Promise::isCompleted).forEach(Promise::get);
    beside.cancel();
    if (scope.isCancelRequested()) {
      throw new CanceledFailure("cancelled while it was held");
    }
    return cured && commands.given() == null;
  }

  /** Temporal's UI shows the summary beside the timer. */
  private TimerOptions holdTimer() {
    return TimerOptions.newBuilder().setSummary("held in " + progress.step()).build();
  }

  private boolean resume(OperationState before) {
    note(EventType.OPERATION_CURED, null, OperationState.HELD, before, null);
    progress.enter(before);
    return true;
  }

  private boolean answer(TemporalFailure failure, OperationState before) {
    OperatorCommands.Given given = commands.given();
    if (given == null) {
      throw failure; // no operator answered in time
    }
    Verb verb = given.verb();
    OperationState next = verb == Verb.ABORT ? OperationState.UNWINDING : before;
    note(verb.event(), given.command(), OperationState.HELD, next, given.command().reason());
    if (verb == Verb.ABORT) {
      throw failure;
    }
    progress.enter(before);
    commands.clear();
    return verb == Verb.RETRY;
  }

  private void awaitThaw() {
    Instant since = ProgressRecorder.now();
    OperationState before = progress.state();
    progress.enter(OperationState.FROZEN);
    operations.awaitThaw(region);
    progress.enter(before);
    parked(since);
  }

  private void parked(Instant since) {
    parkedMillis += Duration.between(since, ProgressRecorder.now()).toMillis();
  }

  /** What the registry refuses for good must not stop the operation. */
  private void note(
      EventType type,
      OperatorCommand by,
      OperationState before,
      OperationState after,
      String reason) {
    Requester requester = by == null ? null : by.by();
    try {
      operations.note(new OperationNote(operationId, type, requester, before, after, reason));
    } catch (TemporalFailure failure) {
      if (Failures.type(failure) == FailureType.CANCELLED) {
        throw failure;
      }
    }
  }
}
