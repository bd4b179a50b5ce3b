package dev.berth.workflows.launch;

import dev.berth.model.OperationKind;
import dev.berth.model.OperationKind.Subject;
import dev.berth.model.OperationState;
import dev.berth.model.Word;
import dev.berth.workflows.operation.BerthAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.common.SearchAttributeKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What Temporal knows about a run, without asking a worker. */
public record Run(WorkflowExecutionDescription description) {
  private static final String HOST = Subject.HOST.named("");

  /** How a run can be found. */
  public enum Fate {
    /** Under way, or in a state that this release does not know: it must be left alone. */
    OPEN,
    /**
     * Ended by itself, well or not. It told the registry first: a registry that does not know of it
     * is older than this run.
     */
    ENDED,
    /** Ended from outside: terminated, or timed out. It could not tell the registry. */
    TERMINATED,
    /** Temporal does not know it: it is past its retention, or Temporal lost it. */
    MISSING
  }

  /** What became of it. */
  public Fate fate() {
    return switch (description.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED,
          WORKFLOW_EXECUTION_STATUS_FAILED,
          WORKFLOW_EXECUTION_STATUS_CANCELED ->
          Fate.ENDED;
      case WORKFLOW_EXECUTION_STATUS_TERMINATED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
          Fate.TERMINATED;
      default -> Fate.OPEN;
    };
  }

  /** The id of its operation: that of the first run of its chain, or before an operator's reset. */
  public String operationId() {
    String first = description.getFirstRunId();
    return first == null || first.isEmpty() ? runId() : first;
  }

  /** Whether it is a run of this operation. */
  public boolean carriesOut(String operationId) {
    return operationId().equals(operationId);
  }

  /** The id of this run. */
  public String runId() {
    return execution().getRunId();
  }

  /** What it works on, e.g. {@code core/acme/production}. */
  public String workflowId() {
    return execution().getWorkflowId();
  }

  /** The host that it works on, if it is one. */
  public Optional<String> hostId() {
    return Optional.of(workflowId())
        .filter(id -> id.startsWith(HOST))
        .map(id -> id.substring(HOST.length()));
  }

  /** What it does; empty when it is none of Berth's workflows. */
  public Optional<OperationKind> kind() {
    return OperationKind.ofWorkflowType(description.getWorkflowType());
  }

  /** Whether it is under way. */
  public boolean running() {
    return description.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /**
   * Its state in its own words. One that was ended from outside was not unwound: it is {@code
   * left}, whatever it said last.
   */
  public OperationState state() {
    Optional<OperationState> said =
        attribute(BerthAttributes.STATE).flatMap(word -> Word.find(OperationState.class, word));
    return switch (description.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_RUNNING -> said.orElse(OperationState.RUNNING);
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> OperationState.READY;
      default -> said.filter(state -> state == OperationState.UNWOUND).orElse(OperationState.LEFT);
    };
  }

  /** One of Berth's search attributes. */
  public Optional<String> attribute(SearchAttributeKey<String> key) {
    return Optional.ofNullable(description.getTypedSearchAttributes().get(key));
  }

  /** One of the notes of {@link Memo}. */
  public Optional<String> memo(String key) {
    return Optional.ofNullable(description.getMemo(key, String.class, String.class));
  }

  /** Its workflow id and run id. */
  public WorkflowExecution execution() {
    return description.getExecution();
  }

  /** When it was started. */
  public Instant startedAt() {
    return description.getStartTime();
  }

  /** When it ended, if it has. */
  public Optional<Instant> finishedAt() {
    return running() ? Optional.empty() : Optional.ofNullable(description.getCloseTime());
  }

  /** The call that it waits for; when there are several, one that failed before. */
  public Optional<PendingActivityInfo> pending() {
    return description.getRawDescription().getPendingActivitiesList().stream()
        .max(Comparator.comparing(PendingActivityInfo::hasLastFailure));
  }
}
