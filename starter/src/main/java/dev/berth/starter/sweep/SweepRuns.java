package dev.berth.starter.sweep;

import dev.berth.client.api.ProblemCode;
import dev.berth.client.api.SweepView;
import dev.berth.client.api.SweepView.Found;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.State;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Sweep;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.TemporalFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts sweeps on request. A request joins the sweep under way. */
@Singleton
final class SweepRuns {
  /** A pass takes seconds; a client waits for 20. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final WorkflowClient client;

  SweepRuns(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Sweeps a region.
   *
   * @return empty when the pass takes longer than a client waits; it goes on
   * @throws Refusal when the pass under way was a dry run and this one is not, or the reverse
   */
  Optional<SweepView> sweep(SweepRequest request) {
    Sweep sweep = client.newWorkflowStub(Sweep.class, options(request.region()));
    String operationId = WorkflowClient.start(sweep::sweep, request).getRunId();
    try {
      SweepReport report =
          WorkflowStub.fromTyped(sweep)
              .getResult(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, SweepReport.class);
      if (report.dryRun() != request.dryRun()) {
        throw Refusal.of(
            ProblemCode.SWEEP_RUNS,
            "Another sweep of %s, %s, was under way. Ask again."
                .formatted(request.region(), report.dryRun() ? "a dry run" : "not a dry run"));
      }
      return Optional.of(new SweepView(operationId, view(report)));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (WorkflowFailedException e) {
      throw Refusal.of(
          ProblemCode.SWEEP_FAILED,
          "The sweep could not see everything, so it changed nothing: "
              + (e.getCause() instanceof TemporalFailure failure
                  ? FailureType.message(failure)
                  : e.getMessage()));
    }
  }

  private static WorkflowOptions options(String region) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(SweepRequest.workflowId(region))
        .setTaskQueue(TaskQueues.CALLS)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(BerthAttributes.REGION, region)
                .set(BerthAttributes.STATE, State.RUNNING.word())
                .build())
        .setStaticSummary("sweep " + region)
        .build();
  }

  private static SweepView.Report view(SweepReport report) {
    return new SweepView.Report(
        report.region(),
        report.dryRun(),
        report.instances(),
        report.hosts(),
        report.findings().stream().map(SweepRuns::view).toList(),
        report.omitted(),
        report.refused(),
        report.why());
  }

  private static Found view(Finding finding) {
    return new Found(
        finding.kind().name().toLowerCase(Locale.ROOT),
        finding.hostId(),
        finding.instanceId(),
        finding.operationId(),
        finding.what(),
        finding.firstSeenAt(),
        finding.due(),
        finding.outcome());
  }
}
