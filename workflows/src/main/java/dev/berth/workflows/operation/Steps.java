package dev.berth.workflows.operation;

import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Runs the steps of one operation in the order of time and knows how to take them back. One per
 * run, kept in a field.
 *
 * <p>A step declares its undo first and then runs, because a lost answer may hide a success. So an
 * undo uses only identity and results of earlier steps, and tolerates that nothing happened.
 * Progress, current details and receipt follow from here.
 */
public final class Steps {
  private final String subject;
  private final int of;
  private final Instant started = now();
  private final List<Progress.Finished> finished = new ArrayList<>();
  private final List<String> undone = new ArrayList<>();
  private final List<Receipt.Left> left = new ArrayList<>();
  private final Deque<Undo> undos = new ArrayDeque<>();
  private State state = State.RUNNING;
  private String step = "";
  private int index;
  private Instant since = started;

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
   * @param subject what the operation is about, for people, e.g. {@code acme/production}
   * @param of how many steps there are
   */
  public Steps(String subject, int of) {
    this.subject = subject;
    this.of = of;
  }

  /** A step with nothing to take back. */
  public <T> T run(StepName name, Func<T> action) {
    refuseWhenCancelled();
    return timed(name, action);
  }

  /** A step with nothing to take back and no result. */
  public void run(StepName name, Proc action) {
    run(name, result(action));
  }

  /** A step and its undo. */
  public <T> T run(StepName name, Func<T> action, Proc undo) {
    return run(name, action, new Undo(name, undo, false, null));
  }

  /** A step without result, and its undo. */
  public void run(StepName name, Proc action, Proc undo) {
    run(name, result(action), undo);
  }

  /**
   * A step and its undo, which is replaced by {@code whenProtected} as long as something still uses
   * what the step made.
   */
  public <T> T run(StepName name, Func<T> action, Proc undo, Proc whenProtected) {
    return run(name, action, new Undo(name, undo, false, whenProtected));
  }

  /** A step and its undo; if the undo fails, what earlier steps made is still in use and stays. */
  public <T> T runProtecting(StepName name, Func<T> action, Proc undo) {
    return run(name, action, new Undo(name, undo, true, null));
  }

  /**
   * The step from which on there is no way back: it cannot be cancelled, and is retried for as long
   * as it takes.
   */
  public <T> T pivot(StepName name, Func<T> action) {
    refuseWhenCancelled();
    List<T> result = new ArrayList<>(1);
    Workflow.newDetachedCancellationScope(() -> result.add(timed(name, action))).run();
    undos.clear();
    enter(State.READY);
    return result.getFirst();
  }

  /**
   * Ends the operation as asked without a pivot: there was nothing to do. Nothing is taken back
   * from here on.
   */
  public void done() {
    undos.clear();
    enter(State.READY);
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
    int before = left.size();
    Workflow.newDetachedCancellationScope(() -> undoDownTo(mark)).run();
    if (left.size() > before) {
      throw why;
    }
    refuseWhenCancelled();
  }

  /** Takes back everything, even after a cancel, and hands the ending to {@code close}. */
  public void unwind(TemporalFailure why, String operationId, Operations registry) {
    Workflow.newDetachedCancellationScope(
            () -> {
              FailureType reason = FailureType.of(why);
              enter(State.UNWINDING);
              Workflow.upsertTypedSearchAttributes(BerthAttributes.REASON.valueSet(reason.word()));
              undoDownTo(0);
              State ended = left.isEmpty() ? State.UNWOUND : State.LEFT;
              registry.close(
                  new Ending(operationId, ended, reason, FailureType.message(why), receipt()));
              enter(ended);
            })
        .run();
  }

  /** The answer of the query {@code progress}. */
  public Progress progress() {
    return new Progress(state.word(), step, index, of, since, started, List.copyOf(finished));
  }

  /** What was done, undone and left up to now. */
  public Receipt receipt() {
    return new Receipt(List.copyOf(finished), List.copyOf(undone), List.copyOf(left));
  }

  private <T> T run(StepName name, Func<T> action, Undo undo) {
    refuseWhenCancelled();
    undos.push(undo);
    return timed(name, action);
  }

  private <T> T timed(StepName name, Func<T> action) {
    step = name.word();
    index = name.ordinal() + 1;
    since = now();
    show();
    T result = action.apply();
    finished.add(
        new Progress.Finished(
            step, now().toEpochMilli() - since.toEpochMilli(), name.waitsForAws()));
    return result;
  }

  private void undoDownTo(int mark) {
    String user = null;
    while (undos.size() > mark) {
      Undo undo = undos.pop();
      String name = undo.step().word();
      step = "undo " + name;
      index = undo.step().ordinal() + 1;
      since = now();
      show();
      if (user != null) {
        left.add(new Receipt.Left(name, "still used: " + user + " could not be undone"));
      }
      try {
        if (user == null) {
          undo.run().apply();
          undone.add(name);
        } else if (undo.whenProtected() != null) {
          undo.whenProtected().apply();
        }
      } catch (TemporalFailure failure) {
        left.add(new Receipt.Left(name, FailureType.message(failure)));
        user = undo.protects() ? name : user;
      }
    }
  }

  private void enter(State next) {
    state = next;
    Workflow.upsertTypedSearchAttributes(BerthAttributes.STATE.valueSet(next.word()));
    show();
  }

  /** Before an undo is declared: what a cancel kept from starting needs none. */
  private static void refuseWhenCancelled() {
    CancellationScope scope = CancellationScope.current();
    if (scope.isCancelRequested()) {
      throw new CanceledFailure(
          scope.getCancellationReason() == null ? "cancelled" : scope.getCancellationReason());
    }
  }

  private void show() {
    StringBuilder text = new StringBuilder("**" + subject + "** " + state.word());
    if (state == State.RUNNING || state == State.UNWINDING) {
      text.append(": ")
          .append(step)
          .append(" (")
          .append(index)
          .append(" of ")
          .append(of)
          .append(") since ")
          .append(since);
    }
    text.append('\n');
    finished.forEach(
        f -> text.append("\n- ").append(f.step()).append(' ').append(f.millis()).append(" ms"));
    undone.forEach(name -> text.append("\n- undone: ").append(name));
    left.forEach(l -> text.append("\n- left: ").append(l.step()).append(": ").append(l.why()));
    Workflow.setCurrentDetails(text.toString());
  }

  private static Func<Void> result(Proc action) {
    return () -> {
      action.apply();
      return null;
    };
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
