package dev.berth.starter.temporal;

import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Progress;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.failure.TemporalFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Finds runs in Temporal and asks them where they are. */
@Singleton
public final class Runs {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final WorkflowClient client;

  Runs(WorkflowClient client) {
    this.client = client;
  }

  /** The newest run of a workflow id, running or not. Always up to date. */
  public Optional<Run> newest(String workflowId) {
    try {
      return Optional.of(new Run(client.newUntypedWorkflowStub(workflowId).describe()));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * The run of this id, from Temporal's visibility: it may lag a second behind.
   *
   * @param runId a UUID: it becomes part of a query
   */
  public Optional<Run> find(String runId) {
    try (Stream<WorkflowExecutionMetadata> found =
        client.listExecutions("RunId = '" + runId + "'")) {
      return found
          .findFirst()
          .map(WorkflowExecutionMetadata::getExecution)
          .map(run -> new Run(stub(run).describe()));
    }
  }

  /** Where the run says that it is; empty when no worker answers within two seconds. */
  public Optional<Progress> progress(Run run) {
    QueryWorkflowRequest question =
        QueryWorkflowRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(run.execution())
            .setQuery(WorkflowQuery.newBuilder().setQueryType("progress"))
            .build();
    try {
      // Past the SDK's own query, which would retry for longer than anybody waits at this door.
      QueryWorkflowResponse answer =
          client
              .getWorkflowServiceStubs()
              .blockingStub()
              .withDeadlineAfter(2, TimeUnit.SECONDS)
              .queryWorkflow(question);
      return Optional.ofNullable(
          client
              .getOptions()
              .getDataConverter()
              .fromPayloads(
                  0, Optional.of(answer.getQueryResult()), Progress.class, Progress.class));
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        // No worker polls; none came in time; or it answered with a failure.
        case FAILED_PRECONDITION, DEADLINE_EXCEEDED, INVALID_ARGUMENT, NOT_FOUND ->
            Optional.empty();
        default -> throw e;
      };
    }
  }

  /**
   * Waits until the newest run of a workflow id has ended, at most so long. Says nothing: whoever
   * waited looks again. While Temporal is away it is half a second.
   */
  public void awaitEnd(String workflowId, Duration atMost) throws InterruptedException {
    try {
      client
          .newUntypedWorkflowStub(workflowId)
          .getResult(atMost.toMillis(), TimeUnit.MILLISECONDS, Object.class);
    } catch (WorkflowFailedException | TimeoutException e) {
      // It ended, or the time is over.
    } catch (WorkflowException | StatusRuntimeException e) {
      Thread.sleep(atMost.compareTo(PAUSE) < 0 ? atMost : PAUSE);
    }
  }

  /** How a run that failed put it. */
  public Optional<String> failure(Run run) {
    try {
      stub(run.execution()).getResult(2, TimeUnit.SECONDS, Object.class);
      return Optional.empty();
    } catch (WorkflowFailedException e) {
      return Optional.of(
          e.getCause() instanceof TemporalFailure failure
              ? FailureType.message(failure)
              : e.getMessage());
    } catch (TimeoutException e) {
      throw Status.DEADLINE_EXCEEDED.withCause(e).asRuntimeException();
    }
  }

  /** The namespace that all runs are in. */
  public String namespace() {
    return client.getOptions().getNamespace();
  }

  private WorkflowStub stub(WorkflowExecution run) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder().setWorkflowExecution(run).build());
  }
}
