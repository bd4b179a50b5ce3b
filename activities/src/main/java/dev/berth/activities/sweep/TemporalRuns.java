package dev.berth.activities.sweep;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
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
    /** Closed, however. */
    CLOSED,
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
      return run.describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? Run.OPEN
          : Run.CLOSED;
    } catch (WorkflowNotFoundException e) {
      return Run.MISSING;
    }
  }
}
