package dev.berth.starter.sweep;

import dev.berth.client.api.Accepted;
import dev.berth.client.api.ProblemCode;
import dev.berth.client.api.SweepView;
import dev.berth.model.Requester;
import dev.berth.starter.Views;
import dev.berth.starter.operation.OperationViews;
import dev.berth.starter.operation.Orders;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.LiveRuns;
import dev.berth.workflows.operation.WorkflowIds;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import io.micronaut.core.annotation.Nullable;
import io.temporal.client.WorkflowFailedException;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Sweeps regions on request. The same request joins the sweep under way. */
@Singleton
final class Sweeps {
  private final Orders orders;
  private final LiveRuns runs;
  private final OperationViews views;

  Sweeps(Orders orders, LiveRuns runs, OperationViews views) {
    this.orders = orders;
    this.runs = runs;
    this.views = views;
  }

  /**
   * Sweeps a region once.
   *
   * @param limit how many hosts may be removed; null for the default
   * @return empty when the pass takes longer than a client waits; it goes on
   * @throws Refusal when a pass is under way for a different request, or the pass failed
   */
  Optional<SweepView> sweep(
      String region, boolean dryRun, @Nullable Integer limit, Requester requester) {
    SweepRequest request =
        new SweepRequest(
            region, dryRun, SweepRequest.MIN_AGE, limit, SweepRequest.EMPTY_AFTER, requester);
    String operationId = orders.start(request).operationId();
    try {
      return runs.result(request.workflowId(), SweepReport.class)
          .map(report -> new SweepView(operationId, Views.of(report, SweepView.Report.class)));
    } catch (WorkflowFailedException e) {
      throw Refusal.of(
          ProblemCode.SWEEP_FAILED,
          "The sweep could not see everything, so it changed nothing: " + LiveRuns.message(e));
    }
  }

  /** The newest pass of a region, as an operation. */
  Accepted underWay(String region) {
    return new Accepted(
        views.accepted(runs.newest(WorkflowIds.sweep(region)).orElseThrow()), null, null);
  }
}
