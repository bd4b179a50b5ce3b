package dev.berth.workflows.operation;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.Receipt;
import dev.berth.workflows.operation.Step.Compensation;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the steps of one operation in the order of time and compensates them when it fails or is
 * cancelled. One per run, kept in a field.
 *
 * <p>What retries cannot cure is held ({@link Parking}); progress, current details and receipt
 * follow from here.
 */
public final class Steps {
  private final ProgressRecorder progress;
  private final OperatorCommands commands;
  private final Parking parking;
  private final Operations operations;
  private final String operationId;
  private final Compensations compensations;

  private Steps(String operationId, Order order, int count, HoldRule rule) {
    this.operationId = operationId;
    operations = ActivityPolicies.stub(Operations.class, order.subject());
    progress = new ProgressRecorder(order.progressOf(), count);
    commands = new OperatorCommands(progress);
    parking = new Parking(operationId, order.region(), rule, progress, commands, operations);
    compensations = new Compensations(progress, parking);
    Workflow.registerListener(commands);
  }

  /**
   * The steps of this run.
   *
   * @param order what it was started with
   * @param names all steps, in the order of time
   * @param rule when they are held
   */
  public static <S extends Enum<S> & StepName> Steps of(
      Order order, Class<S> names, HoldRule rule) {
    return new Steps(thisOperation(), order, count(names), rule);
  }

  /** Steps that take back what another operation did, and end that one's record. */
  public static <S extends Enum<S> & StepName> Steps onBehalfOf(
      String operationId, Order order, Class<S> names) {
    return new Steps(operationId, order, count(names), HoldRule.CURABLE);
  }

  /** The id of this run's operation: that of the first run of its chain. */
  public static String thisOperation() {
    return Workflow.getInfo().getFirstExecutionRunId();
  }

  private static <S extends Enum<S> & StepName> int count(Class<S> names) {
    S[] all = names.getEnumConstants();
    return all[all.length - 1].place();
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
              commands.refuseWhenCancelled();
              result.add(forward.apply());
            });
    commands.opens(scope);
    try {
      scope.run();
      return result.getFirst();
    } catch (TemporalFailure failure) {
      Workflow.newDetachedCancellationScope(() -> unwind(failure, beforeUnwinding)).run();
      throw failure;
    }
  }

  /** Runs a step. Its compensation, if it has one, is declared first. */
  public <T> T run(Step<T> step) {
    commands.refuseWhenCancelled();
    declare(step.compensation());
    return run(step, false);
  }

  /** Runs a step that has nothing to take back. */
  public <T> T run(StepName name, Func<T> action) {
    return run(Step.of(name, action));
  }

  /** Runs a step that has nothing to take back and no result. */
  public void run(StepName name, Proc action) {
    run(Step.of(name, action));
  }

  /** Finds what an earlier run's step made. Called before unwinding, which insists on it. */
  public <T> T find(StepName name, Func<T> action) {
    progress.begin(name);
    return action.apply();
  }

  /** Declares the compensation of a step that an earlier run may have run. */
  public void inherit(Step<?> step) {
    declare(step.compensation());
  }

  /**
   * The point of no return: the step cannot be cancelled, and is retried or held for as long as it
   * takes. Only the registry's own refusal takes the operation back.
   */
  public <T> T pivot(StepName name, Func<T> action) {
    commands.refuseWhenCancelled();
    boolean before = commands.noWayBack();
    commands.closesTheWayBack();
    T result;
    try {
      result = run(Step.of(name, action), true);
    } catch (TemporalFailure refusal) {
      if (!before) {
        commands.opensTheWayBack();
      }
      throw refusal;
    }
    done();
    return result;
  }

  /**
   * A point of no return with other steps to come: nothing that was done is taken back, no cancel
   * stops what follows, and all of it is retried or held for as long as it takes. Only an instance
   * that is lost to another one, and the registry's own refusal, reach the caller.
   */
  public <T> T forward(StepName name, Func<T> action) {
    commands.refuseWhenCancelled();
    commands.closesTheWayBack();
    compensations.clear();
    return run(Step.of(name, action), true);
  }

  /** The same without a result. */
  public void forward(StepName name, Proc action) {
    forward(name, Step.of(name, action).action());
  }

  /** Whether the point of no return was reached. */
  public boolean noWayBack() {
    return commands.noWayBack();
  }

  /**
   * Ends the operation as asked without a point of no return: there was nothing to do. Nothing is
   * taken back from here on.
   */
  public void done() {
    commands.closesTheWayBack();
    compensations.clear();
    progress.enter(OperationState.READY);
  }

  /** How many compensations are declared: a mark to which {@link #rewind} goes back. */
  public int mark() {
    return compensations.size();
  }

  /**
   * Takes back what was done since {@code mark}, to try again differently; {@code why} is thrown
   * when not all of it could be.
   */
  public void rewind(int mark, TemporalFailure why) {
    int before = progress.leftCount();
    Workflow.newDetachedCancellationScope(() -> compensations.runDownTo(mark)).run();
    if (progress.leftCount() > before) {
      throw why;
    }
    commands.refuseWhenCancelled();
  }

  /** Drops compensations declared since {@code mark}: a definite answer says nothing was done. */
  public void forget(int mark) {
    compensations.dropDownTo(mark);
    commands.refuseWhenCancelled();
  }

  /** How long the operation was parked up to now, in milliseconds: no deadline should count it. */
  public long parkedMillis() {
    return parking.parkedMillis();
  }

  /** Notes something that is worth knowing, for the receipt. */
  public void note(String what) {
    progress.note(what);
  }

  /** What was done, skipped, undone and left up to now. */
  public Receipt receipt() {
    return progress.receipt();
  }

  private void unwind(TemporalFailure why, Proc beforeUnwinding) {
    commands.unwinds();
    FailureType reason = Failures.type(why);
    OperatorCommand cancelled = commands.cancelled();
    String message = commands.ended().orElseGet(() -> Failures.message(why));
    progress.unwind(reason, message);
    if (cancelled != null) {
      parking.noteCancel(cancelled);
    }
    parking.insist(beforeUnwinding);
    compensations.runDownTo(0);
    OperationState ended = progress.leftCount() == 0 ? OperationState.UNWOUND : OperationState.LEFT;
    parking.insist(
        () -> operations.close(new Ending(operationId, ended, reason, message, receipt())));
    progress.enter(ended);
  }

  private void declare(Compensation compensation) {
    if (compensation != null) {
      compensations.declare(compensation);
    }
  }

  private <T> T run(Step<T> step, boolean pointOfNoReturn) {
    if (!commands.noWayBack()) {
      return attempt(step, pointOfNoReturn);
    }
    List<T> result = new ArrayList<>(1);
    Workflow.newDetachedCancellationScope(() -> result.add(attempt(step, pointOfNoReturn))).run();
    return result.getFirst();
  }

  private <T> T attempt(Step<T> step, boolean pointOfNoReturn) {
    progress.begin(step.name());
    while (true) {
      try {
        T result = step.action().apply();
        progress.finish(step.name());
        return result;
      } catch (TemporalFailure failure) {
        if (!parking.goOn(failure, step.name(), pointOfNoReturn)) {
          progress.skip();
          return null;
        }
      }
    }
  }
}
