package dev.berth.workflows.operation;

import io.temporal.activity.ActivityOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
  private final Deque<Undo> undos = new ArrayDeque<>();

  /**
   * How one step is taken back.
   *
   * @param protects true when a failure of this undo must stop those below it: what they would take
   *     away is still in use
   * @param whenProtected runs in place of {@code run} when something above that protects this one
   *     is left; may be null
   */
  private record Undo(StepName step, Proc run, boolean protects, Proc whenProtected) {}

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
              refuseWhenCancelled();
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
    refuseWhenCancelled();
    return timed(name, action, Kind.RESULT);
  }

  /** A step with nothing to take back and no result. */
  public void run(StepName name, Proc action) {
    refuseWhenCancelled();
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
    refuseWhenCancelled();
    desk.closesTheWayBack();
    List<T> result = new ArrayList<>(1);
    Workflow.newDetachedCancellationScope(() -> result.add(timed(name, action, Kind.PIVOT))).run();
    done();
    return result.getFirst();
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
    Workflow.newDetachedCancellationScope(() -> undoDownTo(mark)).run();
    if (track.leftCount() > before) {
      throw why;
    }
    refuseWhenCancelled();
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
    undoDownTo(0);
    State ended = track.leftCount() == 0 ? State.UNWOUND : State.LEFT;
    holds.insist(() -> registry.close(new Ending(operationId, ended, reason, message, receipt())));
    track.enter(ended);
  }

  private <T> T run(StepName name, Func<T> action, Kind kind, Undo undo) {
    refuseWhenCancelled();
    undos.push(undo);
    return timed(name, action, kind);
  }

  private <T> T timed(StepName name, Func<T> action, Kind kind) {
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

  private void undoDownTo(int mark) {
    String user = null;
    while (undos.size() > mark) {
      Undo undo = undos.pop();
      track.beginUndo(undo.step());
      if (user != null) {
        track.left(undo.step(), "still used: " + user + " could not be undone");
      }
      try {
        if (user == null) {
          holds.throughFreezes(undo.run());
          track.undone(undo.step());
        } else if (undo.whenProtected() != null) {
          holds.throughFreezes(undo.whenProtected());
        }
      } catch (TemporalFailure failure) {
        track.left(undo.step(), FailureType.message(failure));
        user = undo.protects() ? undo.step().word() : user;
      }
    }
  }

  /** Before an undo is declared: what a cancel kept from starting needs none. */
  private void refuseWhenCancelled() {
    CancellationScope scope = CancellationScope.current();
    if (scope.isCancelRequested()) {
      throw new CanceledFailure(
          scope.getCancellationReason() == null ? "cancelled" : scope.getCancellationReason());
    }
    if (desk.cancelled() != null) { // before the operation began to run forward
      throw new CanceledFailure(Desk.reason(desk.cancelled()));
    }
  }

  private static Func<Void> result(Proc action) {
    return () -> {
      action.apply();
      return null;
    };
  }
}
