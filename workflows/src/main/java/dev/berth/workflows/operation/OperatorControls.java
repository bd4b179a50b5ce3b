package dev.berth.workflows.operation;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;

/**
 * What every running operation can be asked. The commands are accepted or refused at once, the
 * refusal says why; what they set going is seen in {@link #progress()}.
 */
public interface OperatorControls {
  /** Where the operation is. */
  @QueryMethod
  Progress progress();

  /** Takes everything back. */
  @UpdateMethod(description = "unwinds the operation")
  void cancel(OperatorCommand command);

  /** Refuses a cancel that comes too late: during an unwind, or after the pivot. */
  @UpdateValidatorMethod(updateName = "cancel")
  void mayCancel(OperatorCommand command);

  /** Runs the held step once more. */
  @UpdateMethod(description = "runs the held step again")
  void retry(OperatorCommand command);

  /** Refuses when nothing is held. */
  @UpdateValidatorMethod(updateName = "retry")
  void mayRetry(OperatorCommand command);

  /** Goes on without the held step. */
  @UpdateMethod(description = "goes on without the held step")
  void skip(OperatorCommand command);

  /** Refuses when nothing is held, or when later steps need the step's result. */
  @UpdateValidatorMethod(updateName = "skip")
  void maySkip(OperatorCommand command);

  /** Stops holding and takes everything back. */
  @UpdateMethod(description = "unwinds the held operation")
  void abort(OperatorCommand command);

  /** Refuses when nothing is held, or when there is no way back. */
  @UpdateValidatorMethod(updateName = "abort")
  void mayAbort(OperatorCommand command);
}
