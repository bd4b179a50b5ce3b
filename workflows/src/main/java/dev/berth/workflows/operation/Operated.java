package dev.berth.workflows.operation;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/**
 * What every running operation can be asked. The verbs are accepted or refused at once, the refusal
 * says why; what they set going is seen in {@link #progress()}.
 */
public interface Operated {
  /** Where the operation is. */
  @QueryMethod
  Progress progress();

  /** Takes everything back. */
  @UpdateMethod(description = "unwinds the operation")
  void cancel(Command command);

  /** Refuses a cancel that comes too late: during an unwind, or after the pivot. */
  @UpdateValidatorMethod(updateName = "cancel")
  void mayCancel(Command command);

  /** Runs the held step once more. */
  @UpdateMethod(description = "runs the held step again")
  void retry(Command command);

  /** Refuses when nothing is held. */
  @UpdateValidatorMethod(updateName = "retry")
  void mayRetry(Command command);

  /** Goes on without the held step. */
  @UpdateMethod(description = "goes on without the held step")
  void skip(Command command);

  /** Refuses when nothing is held, or when later steps need the step's result. */
  @UpdateValidatorMethod(updateName = "skip")
  void maySkip(Command command);

  /** Stops holding and takes everything back. */
  @UpdateMethod(description = "unwinds the held operation")
  void abort(Command command);

  /** Refuses when nothing is held, or when there is no way back. */
  @UpdateValidatorMethod(updateName = "abort")
  void mayAbort(Command command);
}
