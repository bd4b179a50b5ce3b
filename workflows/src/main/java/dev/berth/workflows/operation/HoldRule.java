package dev.berth.workflows.operation;

import dev.berth.model.FailureType;
import io.temporal.workflow.Functions.Proc;

/** When the steps of a workflow are held. */
public interface HoldRule {
  /** Every failure that an operator may cure is held. */
  HoldRule CURABLE = new HoldRule() {};

  /** Nothing is held: the next start of the workflow is the retry. */
  HoldRule NEVER =
      new HoldRule() {
        @Override
        public boolean holds(FailureType type) {
          return false;
        }
      };

  /** Whether a failure of this type is worth an operator's time; else the workflow gets it. */
  default boolean holds(FailureType type) {
    return type.curable();
  }

  /**
   * Runs beside the hold of a step for a failure of this type: fails when there is nothing to hold
   * any more, and returns when the cause is gone, so that the step runs again; null when nothing
   * needs to be watched.
   */
  default Proc watch(StepName step, FailureType type) {
    return null;
  }
}
