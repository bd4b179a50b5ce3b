package dev.berth.starter.temporal;

import static io.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED;

import dev.berth.client.api.ProblemCode;
import dev.berth.model.OperationState;
import dev.berth.model.Word;
import dev.berth.registry.operation.OperationQuery.Live;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.launch.Runs;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.CommandRefused;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.operation.OperatorCommand;
import dev.berth.workflows.operation.Progress;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.update.v1.Input;
import io.temporal.api.update.v1.Meta;
import io.temporal.api.update.v1.Request;
import io.temporal.api.update.v1.WaitPolicy;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.TemporalFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds runs in Temporal, and asks and tells them, within the time that a caller waits. */
@Singleton
public final class LiveRuns {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRuns.class);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final WorkflowClient client;
  private final Runs chains;

  LiveRuns(WorkflowClient client) {
    this.client = client;
    this.chains = new Runs(client);
  }

  /** The newest run of a workflow id, running or not. Always up to date. */
  public Optional<Run> newest(String workflowId) {
    return chains.newest(workflowId);
  }

  /** The newest run of an operation. */
  public Optional<Run> ofOperation(String workflowId, String operationId) {
    return chains.ofOperation(workflowId, operationId);
  }

  /**
   * The run of this id, from Temporal's visibility: it may lag a second behind. Of a chain it is
   * the newest.
   *
   * @param runId a UUID: it becomes part of a query
   */
  public Optional<Run> find(String runId) {
    try (Stream<WorkflowExecutionMetadata> found =
        client.listExecutions("RunId = '" + runId + "'")) {
      return found.findFirst().map(WorkflowExecutionMetadata::getExecution).flatMap(chains::follow);
    }
  }

  /** What the open runs do, by run id; from Temporal's visibility, which lags by a second. */
  public Map<String, Live> open() {
    try (Stream<WorkflowExecutionMetadata> found =
        client.listExecutions("ExecutionStatus = 'Running'")) {
      return found.map(LiveRuns::live).collect(Collectors.toMap(Live::id, run -> run, (a, _) -> a));
    }
  }

  private static Live live(WorkflowExecutionMetadata run) {
    SearchAttributes attributes = run.getTypedSearchAttributes();
    OperationState state =
        Optional.ofNullable(attributes.get(BerthAttributes.STATE))
            .flatMap(word -> Word.find(OperationState.class, word))
            .orElse(OperationState.RUNNING);
    return new Live(run.getExecution().getRunId(), state, attributes.get(BerthAttributes.REASON));
  }

  /** Where the run says that it is; empty when no worker answers within two seconds. */
  public Optional<Progress> progress(Run run) {
    QueryWorkflowRequest question =
        QueryWorkflowRequest.newBuilder()
            .setNamespace(namespace())
            .setExecution(run.execution())
            .setQuery(WorkflowQuery.newBuilder().setQueryType("progress"))
            .build();
    try {
      // Not the SDK's own query, which retries for longer than a client waits.
      Payloads answer = within(2).queryWorkflow(question).getQueryResult();
      return Optional.ofNullable(
          converter().fromPayloads(0, Optional.of(answer), Progress.class, Progress.class));
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
   * Waits until the newest run of a workflow id has ended, for at most {@code atMost}, or for half
   * a second while Temporal does not answer. The caller looks again afterwards.
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

  /**
   * Tells a run what an operator wants.
   *
   * @param verb one of {@link dev.berth.workflows.operation.OperatorControls}'s
   * @throws Refusal when the run does not take it now, has ended, or no worker answers in time
   */
  public void tell(String workflowId, String firstRunId, String verb, OperatorCommand command) {
    UpdateWorkflowExecutionRequest request =
        UpdateWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace())
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
            .setFirstExecutionRunId(firstRunId)
            .setWaitPolicy(
                WaitPolicy.newBuilder()
                    .setLifecycleStage(UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED))
            .setRequest(update(verb, command))
            .build();
    try {
      // Not the SDK's own update, which waits for a worker for a minute, whatever its options say.
      UpdateWorkflowExecutionResponse answer = within(5).updateWorkflowExecution(request);
      if (!answer.hasOutcome()) {
        throw noWorker(verb);
      }
      if (answer.getOutcome().hasFailure()) {
        throw refused(firstRunId, verb, answer.getOutcome().getFailure().getMessage());
      }
    } catch (StatusRuntimeException e) {
      throw switch (e.getStatus().getCode()) {
        case DEADLINE_EXCEEDED -> noWorker(verb);
        case NOT_FOUND ->
            Refusal.of(
                ProblemCode.ENDED,
                "Operation %s has ended; nothing was changed.".formatted(firstRunId));
        default -> e;
      };
    }
  }

  /**
   * Cancels a run in Temporal, too, when it has taken the verb: it closes as cancelled then, and
   * not as failed. Harmless when it has ended meanwhile.
   */
  public void cancel(String workflowId, String firstRunId) {
    RequestCancelWorkflowExecutionRequest request =
        RequestCancelWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace())
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
            .setFirstExecutionRunId(firstRunId)
            .setRequestId(UUID.randomUUID().toString())
            .build();
    try {
      var _ = within(5).requestCancelWorkflowExecution(request);
    } catch (StatusRuntimeException e) {
      LOG.warn("Run {} unwinds, and will close as failed: {}", firstRunId, e.getMessage());
    }
  }

  private Request.Builder update(String verb, OperatorCommand command) {
    return Request.newBuilder()
        .setMeta(Meta.newBuilder().setUpdateId(UUID.randomUUID().toString()))
        .setInput(
            Input.newBuilder()
                .setName(verb)
                .setArgs(converter().toPayloads(command).orElseThrow()));
  }

  private static Refusal refused(String operationId, String verb, String said) {
    return Refusal.of(
        ProblemCode.of(CommandRefused.code(said)).orElse(ProblemCode.VERB_REFUSED),
        "Operation %s does not take %s: %s."
            .formatted(operationId, verb, CommandRefused.sentence(said)));
  }

  private static Refusal noWorker(String verb) {
    return Refusal.of(
        ProblemCode.NO_WORKER,
        "No worker answers. Start one, look at the operation, and repeat the %s if it is still needed."
            .formatted(verb));
  }

  /**
   * The result of the newest run of a workflow id; empty when the run takes longer than 15 s, since
   * a client waits for 20.
   *
   * @throws WorkflowFailedException when the run failed
   */
  public <T> Optional<T> result(String workflowId, Class<T> type) {
    try {
      return Optional.of(
          client.newUntypedWorkflowStub(workflowId).getResult(15, TimeUnit.SECONDS, type));
    } catch (TimeoutException e) {
      return Optional.empty();
    }
  }

  /** What went wrong, in the run's own words. */
  public static String message(WorkflowFailedException e) {
    return e.getCause() instanceof TemporalFailure failure
        ? Failures.message(failure)
        : e.getMessage();
  }

  /** How a run that failed put it. */
  public Optional<String> failure(Run run) {
    try {
      client
          .newUntypedWorkflowStub(
              WorkflowTargetOptions.newBuilder().setWorkflowExecution(run.execution()).build())
          .getResult(2, TimeUnit.SECONDS, Object.class);
      return Optional.empty();
    } catch (WorkflowFailedException e) {
      return Optional.of(message(e));
    } catch (TimeoutException e) {
      throw Status.DEADLINE_EXCEEDED.withCause(e).asRuntimeException();
    }
  }

  /** The namespace that all runs are in. */
  public String namespace() {
    return client.getOptions().getNamespace();
  }

  private DataConverter converter() {
    return client.getOptions().getDataConverter();
  }

  private WorkflowServiceBlockingStub within(int seconds) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(seconds, TimeUnit.SECONDS);
  }
}
