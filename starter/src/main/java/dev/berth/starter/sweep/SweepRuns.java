package dev.berth.starter.sweep;

import dev.berth.client.api.ProblemCode;
import dev.berth.client.api.SweepView;
import dev.berth.client.api.SweepView.Found;
import dev.berth.starter.operation.Orders;
import dev.berth.starter.problem.Refusal;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.TemporalFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts sweeps on request. The same request joins the sweep under way. */
@Singleton
final class SweepRuns {
  /** A pass takes seconds; a client waits for 20. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final WorkflowClient client;
  private final Orders orders;

  SweepRuns(WorkflowClient client, Orders orders) {
    this.client = client;
    this.orders = orders;
  }

  /**
   * Sweeps a region.
   *
   * @return empty when the pass takes longer than a client waits; it goes on
   * @throws Refusal when a pass is under way for a different request
   */
  Optional<SweepView> sweep(SweepRequest request) {
    String operationId = orders.start(request).operationId();
    try {
      SweepReport report =
          client
              .newUntypedWorkflowStub(request.workflowId())
              .getResult(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, SweepReport.class);
      return Optional.of(new SweepView(operationId, view(report)));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (WorkflowFailedException e) {
      throw Refusal.of(
          ProblemCode.SWEEP_FAILED,
          "The sweep could not see everything, so it changed nothing: "
              + (e.getCause() instanceof TemporalFailure failure
                  ? Failures.message(failure)
                  : e.getMessage()));
    }
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
        finding.kind().word(),
        finding.hostId(),
        finding.instanceId(),
        finding.operationId(),
        finding.what(),
        finding.firstSeenAt(),
        finding.due(),
        finding.outcome());
  }
}
