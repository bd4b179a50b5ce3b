package dev.berth.starter.temporal;

import dev.berth.registry.operation.Operation;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.State;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.common.SearchAttributeKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** What Temporal knows about a run, without asking a worker. */
public record Run(WorkflowExecutionDescription description) {
  private static final String HOST = "host/";

  /** The id of its operation: that of the first run, should an operator have reset it. */
  public String operationId() {
    String first = description.getFirstRunId();
    return first == null || first.isEmpty() ? runId() : first;
  }

  /** Whether it is the run of this operation. */
  public boolean carriesOut(Operation operation) {
    return operationId().equals(operation.id());
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

  /**
   * {@code deploy-core}, {@code unwind-core}, {@code launch-host}, {@code retire-host}, {@code
   * replace-host}, {@code sweep}, {@code bake-image} or {@code retire-image}.
   */
  public String kind() {
    return switch (description.getWorkflowType()) {
      case "LaunchHost" -> "launch-host";
      case "RetireHost" -> "retire-host";
      case "ReplaceHost" -> "replace-host";
      case "Sweep" -> "sweep";
      case "UnwindCore" -> "unwind-core";
      case "BakeImage" -> "bake-image";
      case "RetireImage" -> "retire-image";
      default -> "deploy-core";
    };
  }

  /** Whether it is under way. */
  public boolean running() {
    return description.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /**
   * Its state in its own words. One that was ended from outside was not unwound: it is {@code
   * left}, whatever its last word was.
   */
  public State state() {
    Optional<State> said =
        attribute(BerthAttributes.STATE)
            .flatMap(
                word -> Arrays.stream(State.values()).filter(s -> s.word().equals(word)).findAny());
    return switch (description.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_RUNNING -> said.orElse(State.RUNNING);
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> State.READY;
      default -> said.filter(state -> state == State.UNWOUND).orElse(State.LEFT);
    };
  }

  /** One of Berth's search attributes. */
  public Optional<String> attribute(SearchAttributeKey<String> key) {
    return Optional.ofNullable(description.getTypedSearchAttributes().get(key));
  }

  /** What the starter of the run put into its memo. */
  public Optional<String> memo(String key) {
    return Optional.ofNullable(description.getMemo(key, String.class, String.class));
  }

  WorkflowExecution execution() {
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
