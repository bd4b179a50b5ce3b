package dev.berth.workflows.launch;

import dev.berth.workflows.launch.Run.Fate;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.util.Optional;

/**
 * Finds the runs of operations in Temporal. A run that continued as new is followed to the newest
 * run of its chain. A Temporal that does not answer is no answer: every method throws then.
 */
public final class Runs {
  private final WorkflowClient temporal;

  /** On this Temporal. */
  public Runs(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /** The newest run of a workflow id, running or not. Always up to date. */
  public Optional<Run> newest(String workflowId) {
    return describe(temporal.newUntypedWorkflowStub(workflowId));
  }

  /** Whether any run of this workflow id is under way. */
  public boolean open(String workflowId) {
    return newest(workflowId).map(Run::fate).filter(fate -> fate == Fate.OPEN).isPresent();
  }

  /** The newest run of an operation; empty when Temporal does not know it any more. */
  public Optional<Run> ofOperation(String workflowId, String operationId) {
    return newest(workflowId)
        .filter(run -> run.carriesOut(operationId))
        .or(() -> follow(execution(workflowId, operationId)));
  }

  /** What became of an operation. It is open as well while another one holds its workflow id. */
  public Fate fate(String workflowId, String operationId) {
    return open(workflowId)
        ? Fate.OPEN
        : ofOperation(workflowId, operationId).map(Run::fate).orElse(Fate.MISSING);
  }

  /** The newest run of the chain that this run belongs to. */
  public Optional<Run> follow(WorkflowExecution first) {
    Optional<Run> run = describe(first);
    while (run.filter(Runs::continuedAsNew).isPresent()) {
      run = describe(execution(first.getWorkflowId(), successor(run.get())));
    }
    return run;
  }

  private static boolean continuedAsNew(Run run) {
    return run.description().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW;
  }

  private String successor(Run run) {
    HistoryEvent end =
        temporal
            .getWorkflowServiceStubs()
            .blockingStub()
            .getWorkflowExecutionHistory(
                GetWorkflowExecutionHistoryRequest.newBuilder()
                    .setNamespace(temporal.getOptions().getNamespace())
                    .setExecution(run.execution())
                    .setHistoryEventFilterType(
                        HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                    .build())
            .getHistory()
            .getEvents(0);
    return end.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId();
  }

  private Optional<Run> describe(WorkflowExecution run) {
    return describe(
        temporal.newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder().setWorkflowExecution(run).build()));
  }

  private static Optional<Run> describe(WorkflowStub stub) {
    try {
      return Optional.of(new Run(stub.describe()));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  private static WorkflowExecution execution(String workflowId, String runId) {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(runId).build();
  }
}
