package dev.berth.workflows.operation;

import dev.berth.workflows.operation.Undos.Undo;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the steps of one operation in the order of time and knows how to take them back. One per
 * run, kept in a field.
 *
 * <p>A step declares its undo first and then runs, because a lost answer may hide a success. So an
 * undo uses only identity and results of earlier steps, and tolerates that nothing happened. What
 * retries cannot cure is held ({@link Holds}); progress, current details and receipt follow from
 * here.
 */
public final class Steps {
  private final Track track;
  private final Desk desk;
  private final Holds holds;
  private final Operations registry;
  private final String operationId;
  private final Undos undos;

  /**
   * Steps that are held for any curable failure.
   *
   * @param operationId the run's first run id
   * @param subject what the operation is about, for people, e.g. {@code acme/production}
   * @param region whose freeze parks it
   * @param of how many steps there are
   */
  public Steps(String operationId, String subject, String region, int of) {
    this(operationId, subject, region, of, new HoldRule() {});
  }

  /** Steps that are held by a rule of the workflow's own. */
  public Steps(String operationId, String subject, String region, int of, HoldRule rule) {
    this.operationId = operationId;
    ActivityOptions calls = Policies.registry(subject);
    ActivityOptions thaw = Policies.waits(subject, Policies.THAW);
    registry = Workflow.newActivityStub(Operations.class, calls);
    track = new Track(subject, of);
    desk = new Desk(track);
    holds =
        new Holds(
            operationId,
            region,
            rule,
            track,
            desk,
            registry,
            Workflow.newActivityStub(Operations.class, thaw));
    undos = new Undos(track, holds);
    Workflow.registerListener(desk);
  }

  /**
   * Runs the operation forward; takes everything back and fails when that fails or is cancelled.
   */
  public <T> T operate(Func<T> forward) {
    return operate(forward, () -> {});
  }

  /**
   * Runs the operation forward. When that fails, or is cancelled, takes everything back and fails
   * with the reason.
   *
   * @param beforeUnwinding runs first then, in the same scope
   */
  public <T> T operate(Func<T> forward, Proc beforeUnwinding) {
    List<T> result = new ArrayList<>(1);
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> {
              desk.refuseWhenCancelled();
              result.add(forward.apply());
            });
    desk.opens(scope);
    try {
      scope.run();
      return result.getFirst();
    } catch (TemporalFailure failure) {
      Workflow.newDetachedCancellationScope(() -> unwind(failure, beforeUnwinding)).run();
      throw failure;
    }
  }

  /** A step with nothing to take back. */
  public <T> T run(StepName name, Func<T> action) {
    desk.refuseWhenCancelled();
    return timed(name, action, Kind.RESULT);
  }

  /** A step with nothing to take back and no result. */
  public void run(StepName name, Proc action) {
    desk.refuseWhenCancelled();
    timed(name, result(action), Kind.SKIPPABLE);
  }

  /** A step and its undo. */
  public <T> T run(StepName name, Func<T> action, Proc undo) {
    return run(name, action, Kind.RESULT, new Undo(name, undo, false, null));
  }

  /** A step without result, and its undo. */
  public void run(StepName name, Proc action, Proc undo) {
    run(name, result(action), Kind.SKIPPABLE, new Undo(name, undo, false, null));
  }

  /**
   * A step and its undo, which is replaced by {@code whenProtected} as long as something still uses
   * what the step made.
   */
  public <T> T run(StepName name, Func<T> action, Proc undo, Proc whenProtected) {
    return run(name, action, Kind.RESULT, new Undo(name, undo, false, whenProtected));
  }

  /** A step and its undo; if the undo fails, what earlier steps made is still in use and stays. */
  public <T> T runProtecting(StepName name, Func<T> action, Proc undo) {
    return run(name, action, Kind.RESULT, new Undo(name, undo, true, null));
  }

  /** Finds what an earlier run's step made. Called before unwinding, which insists on it. */
  public <T> T find(StepName name, Func<T> action) {
    track.begin(name);
    return action.apply();
  }

  /** What an earlier run's step may have made: only its undo. */
  public void inherit(StepName name, Proc undo) {
    undos.push(new Undo(name, undo, false, null));
  }

  /** The same; replaced by {@code whenProtected} as long as something still uses it. */
  public void inherit(StepName name, Proc undo, Proc whenProtected) {
    undos.push(new Undo(name, undo, false, whenProtected));
  }

  /** The same; if the undo fails, what earlier steps made is still in use and stays. */
  public void inheritProtecting(StepName name, Proc undo) {
    undos.push(new Undo(name, undo, true, null));
  }

  /**
   * The step from which on there is no way back: it cannot be cancelled, and is retried or held for
   * as long as it takes. Only the registry's own refusal takes the operation back.
   */
  public <T> T pivot(StepName name, Func<T> action) {
    desk.refuseWhenCancelled();
    boolean before = desk.noWayBack();
    desk.closesTheWayBack();
    T result;
    try {
      result = timed(name, action, Kind.PIVOT);
    } catch (TemporalFailure refusal) {
      if (!before) {
        desk.opensTheWayBack();
      }
      throw refusal;
    }
    done();
    return result;
  }

  /**
   * A step from which on there is no way back, with others to come: nothing that was done is taken
   * back, no cancel stops what follows, and all of it is retried or held for as long as it takes.
   * Only an instance that is lost to another one, and the registry's own refusal, are the caller's.
   */
  public <T> T forward(StepName name, Func<T> action) {
    onlyForward();
    return timed(name, action, Kind.PIVOT);
  }

  /** The same without a result: an operator may go on without it. */
  public void forward(StepName name, Proc action) {
    onlyForward();
    timed(name, result(action), Kind.FORWARD);
  }

  private void onlyForward() {
    desk.refuseWhenCancelled();
    desk.closesTheWayBack();
    undos.clear();
  }

  /** Whether a step from which on there is no way back has begun. */
  public boolean noWayBack() {
    return desk.noWayBack();
  }

  /**
   * Ends the operation as asked without a pivot: there was nothing to do. Nothing is taken back
   * from here on.
   */
  public void done() {
    desk.closesTheWayBack();
    undos.clear();
    track.enter(State.READY);
  }

  /** How many undos are declared: a mark to which {@link #rewind} goes back. */
  public int mark() {
    return undos.size();
  }

  /**
   * Takes back what was done since {@code mark}, to try again differently; {@code why} is thrown
   * when not all of it could be.
   */
  public void rewind(int mark, TemporalFailure why) {
    int before = track.leftCount();
    Workflow.newDetachedCancellationScope(() -> undos.undoDownTo(mark)).run();
    if (track.leftCount() > before) {
      throw why;
    }
    desk.refuseWhenCancelled();
  }

  /** Drops the undos declared since {@code mark}: a definite answer says that nothing was done. */
  public void forget(int mark) {
    undos.dropDownTo(mark);
    desk.refuseWhenCancelled();
  }

  /** How long the operation was parked up to now, in milliseconds: no deadline should count it. */
  public long parkedMillis() {
    return holds.parkedMillis();
  }

  /** Notes something that is worth knowing, for the receipt. */
  public void note(String what) {
    track.note(what);
  }

  /** What was done, skipped, undone and left up to now. */
  public Receipt receipt() {
    return track.receipt();
  }

  private void unwind(TemporalFailure why, Proc beforeUnwinding) {
    desk.unwinds();
    FailureType reason = FailureType.of(why);
    Command cancelled = desk.cancelled();
    String message = cancelled == null ? FailureType.message(why) : Desk.reason(cancelled);
    track.unwind(reason, message);
    if (cancelled != null) {
      holds.noteCancel(cancelled);
    }
    holds.insist(beforeUnwinding);
    undos.undoDownTo(0);
    State ended = track.leftCount() == 0 ? State.UNWOUND : State.LEFT;
    holds.insist(() -> registry.close(new Ending(operationId, ended, reason, message, receipt())));
    track.enter(ended);
  }

  private <T> T run(StepName name, Func<T> action, Kind kind, Undo undo) {
    desk.refuseWhenCancelled();
    undos.push(undo);
    return timed(name, action, kind);
  }

  private <T> T timed(StepName name, Func<T> action, Kind kind) {
    if (!desk.noWayBack()) {
      return held(name, action, kind);
    }
    List<T> result = new ArrayList<>(1);
    Workflow.newDetachedCancellationScope(() -> result.add(held(name, action, kind))).run();
    return result.getFirst();
  }

  private <T> T held(StepName name, Func<T> action, Kind kind) {
    track.begin(name);
    while (true) {
      try {
        T result = action.apply();
        track.finish(name);
        return result;
      } catch (TemporalFailure failure) {
        if (!holds.goOn(failure, kind)) {
          track.skip();
          return null;
        }
      }
    }
  }

  private static Func<Void> result(Proc action) {
    return () -> {
      action.apply();
      return null;
    };
  }
}
