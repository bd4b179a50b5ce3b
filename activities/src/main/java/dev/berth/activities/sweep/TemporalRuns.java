package dev.berth.activities.sweep;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;

/** Whether somebody works on something. A Temporal that does not answer is no answer: it throws. */
final class TemporalRuns {
  private final WorkflowClient temporal;

  TemporalRuns(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /** What became of the run of an operation. */
  enum Run {
    /** Under way; or another run holds the lock of its workflow id. */
    OPEN,
    /**
     * Ended by itself, well or not. It told the registry first: one that does not know of it is
     * older than this run.
     */
    ENDED,
    /** Ended from outside: terminated, or timed out. It could not tell anybody. */
    TERMINATED,
    /** Temporal does not know it: it is past its retention, or Temporal forgot. */
    MISSING
  }

  /** Whether any run of this workflow id is under way. */
  boolean open(String workflowId) {
    return status(temporal.newUntypedWorkflowStub(workflowId)) == Run.OPEN;
  }

  /** What became of the run of this operation. */
  Run of(String workflowId, String operationId) {
    if (open(workflowId)) {
      return Run.OPEN;
    }
    return status(
        temporal.newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder()
                .setWorkflowExecution(
                    WorkflowExecution.newBuilder()
                        .setWorkflowId(workflowId)
                        .setRunId(operationId)
                        .build())
                .build()));
  }

  private static Run status(WorkflowStub run) {
    try {
      return switch (run.describe().getStatus()) {
        case WORKFLOW_EXECUTION_STATUS_COMPLETED,
            WORKFLOW_EXECUTION_STATUS_FAILED,
            WORKFLOW_EXECUTION_STATUS_CANCELED ->
            Run.ENDED;
        case WORKFLOW_EXECUTION_STATUS_TERMINATED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
            Run.TERMINATED;
        default -> Run.OPEN; // nobody may act on what he does not understand
      };
    } catch (WorkflowNotFoundException e) {
      return Run.MISSING;
    }
  }
}
