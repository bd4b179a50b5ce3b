package dev.berth.workflows.operation;

import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;

/**
 * A step of an operation: its action and the compensation that takes it back. Defined once, for the
 * workflow that runs it and for the one that only takes it back.
 *
 * <p>A compensation is declared before the action runs, because a lost answer may hide a success.
 * So it uses only identity and the results of earlier steps, and tolerates that nothing happened.
 *
 * @param compensation null when there is nothing to take back
 */
public record Step<T>(StepName name, Func<T> action, Compensation compensation) {

  /**
   * How one step is taken back.
   *
   * @param protects true when a failure of this compensation must stop those of earlier steps: what
   *     they would take away is still in use
   * @param whileUsed runs in place of {@code run} when something that uses this step's effect could
   *     not be taken back; null: nothing runs then
   */
  public record Compensation(StepName step, Proc run, boolean protects, Proc whileUsed) {}

  /** A step with nothing to take back. */
  public static <T> Step<T> of(StepName name, Func<T> action) {
    return new Step<>(name, action, null);
  }

  /** A step without a result, with nothing to take back. */
  public static Step<Void> of(StepName name, Proc action) {
    return of(
        name,
        () -> {
          action.apply();
          return null;
        });
  }

  /** The same, taken back like this. */
  public Step<T> undo(Proc run) {
    return with(new Compensation(name, run, false, null));
  }

  /** The same; its compensation is replaced by this while what the step made is still used. */
  public Step<T> whileUsed(Proc run) {
    return with(new Compensation(name, compensation.run(), compensation.protects(), run));
  }

  /** The same; when its compensation fails, what earlier steps made is still in use and stays. */
  public Step<T> protectsEarlier() {
    return with(new Compensation(name, compensation.run(), true, compensation.whileUsed()));
  }

  private Step<T> with(Compensation other) {
    return new Step<>(name, action, other);
  }
}
