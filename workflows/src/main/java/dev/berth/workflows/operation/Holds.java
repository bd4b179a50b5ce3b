package dev.berth.workflows.operation;

import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Promise;
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
final class Holds {
  private static final Set<FailureType> REFUSALS =
      Set.of(FailureType.SUPERSEDED, FailureType.UNWANTED, FailureType.INSTANCE_LOST);

  private final String operationId;
  private final String region;
  private final HoldRule rule;
  private final Track track;
  private final Desk desk;
  private final Operations registry;
  private final Operations waits;
  private Instant until;
  private long parkedMillis;

  Holds(
      String operationId,
      String region,
      HoldRule rule,
      Track track,
      Desk desk,
      Operations registry,
      Operations waits) {
    this.operationId = operationId;
    this.region = region;
    this.rule = rule;
    this.track = track;
    this.desk = desk;
    this.registry = registry;
    this.waits = waits;
  }

  /** How long the operation was parked up to now, in milliseconds. */
  long parkedMillis() {
    return parkedMillis;
  }

  /**
   * Returns true when the step should run again, false when it is skipped; throws the failure when
   * it is not held, or no more.
   */
  boolean goOn(TemporalFailure failure, Kind kind) {
    FailureType type = FailureType.of(failure);
    if (type == FailureType.FROZEN) {
      awaitThaw();
      return true;
    }
    if (!isHeld(type, kind)) {
      throw failure;
    }
    Instant since = Track.now();
    State before = track.state();
    try {
      return hold(failure, type, kind, since) ? resume(before) : answer(failure, before);
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
        goOn(failure, Kind.PIVOT);
      }
    }
  }

  /** Appends to the event log that an operator cancelled. */
  void noteCancel(Command cancelled) {
    note("operation.cancelled", cancelled, State.RUNNING, State.UNWINDING, cancelled.reason());
  }

  /** Runs an undo, waiting whenever the region is frozen. */
  void throughFreezes(Proc undo) {
    while (true) {
      try {
        undo.apply();
        return;
      } catch (TemporalFailure failure) {
        if (FailureType.of(failure) != FailureType.FROZEN) {
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
  private boolean isHeld(FailureType type, Kind kind) {
    return switch (kind) {
      case FORWARD, PIVOT -> !REFUSALS.contains(type);
      case RESULT, SKIPPABLE ->
          rule.holds(type) && (desk.noWayBack() || until == null || Track.now().isBefore(until));
    };
  }

  /** Returns true when the cause is gone without an operator. */
  private boolean hold(TemporalFailure failure, FailureType type, Kind kind, Instant since) {
    if (until == null) {
      until = since.plus(Policies.HOLD);
    }
    Instant end = desk.noWayBack() || kind == Kind.PIVOT ? null : until;
    String message = FailureType.message(failure);
    State before = track.state();
    track.hold(new Progress.Held(track.step(), type.word(), message, since, end, desk.verbs(kind)));
    note("operation.held", null, before, State.HELD, type.word() + ": " + message);
    // What is taken back already is taken back to its end, whoever needs it or not.
    Proc watch = before == State.UNWINDING ? null : rule.watch(track.step(), type);
    return await(end == null ? null : Duration.between(since, end), watch);
  }

  private boolean await(Duration bound, Proc watch) {
    CancellationScope scope = CancellationScope.current();
    List<Promise<Void>> watching = new ArrayList<>(1);
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
            desk.given() != null
                || scope.isCancelRequested()
                || watching.stream().anyMatch(Promise::isCompleted);
    if (bound == null) {
      Workflow.await(over);
    } else {
      Workflow.await(bound, over);
    }
    boolean cured = watching.stream().anyMatch(Promise::isCompleted);
    watching.stream().filter(Promise::isCompleted).forEach(Promise::get);
    beside.cancel();
    if (scope.isCancelRequested()) {
      throw new CanceledFailure("cancelled while it was held");
    }
    return cured && desk.given() == null;
  }

  private boolean resume(State before) {
    note("operation.cured", null, State.HELD, before, null);
    track.enter(before);
    return true;
  }

  private boolean answer(TemporalFailure failure, State before) {
    Desk.Given given = desk.given();
    if (given == null) {
      throw failure; // nobody answered in time
    }
    Desk.Verb verb = given.verb();
    State next = verb == Desk.Verb.ABORT ? State.UNWINDING : before;
    note("operation." + past(verb), given.command(), State.HELD, next, given.command().reason());
    if (verb == Desk.Verb.ABORT) {
      throw failure;
    }
    track.enter(before);
    desk.clear();
    return verb == Desk.Verb.RETRY;
  }

  private static String past(Desk.Verb verb) {
    return switch (verb) {
      case RETRY -> "retried";
      case SKIP -> "skipped";
      case ABORT -> "aborted";
    };
  }

  private void awaitThaw() {
    Instant since = Track.now();
    State before = track.state();
    track.enter(State.FROZEN);
    waits.awaitThaw(region);
    track.enter(before);
    parked(since);
  }

  private void parked(Instant since) {
    parkedMillis += Duration.between(since, Track.now()).toMillis();
  }

  /** What the registry refuses for good must not stop the operation. */
  private void note(String type, Command by, State before, State after, String reason) {
    try {
      registry.note(
          new Note(
              operationId,
              type,
              by == null ? null : by.by(),
              by == null ? null : by.requestId(),
              before.word(),
              after.word(),
              reason));
    } catch (TemporalFailure failure) {
      if (FailureType.of(failure) == FailureType.CANCELLED) {
        throw failure;
      }
    }
  }
}
