package dev.berth.workflows.sweep;

import static dev.berth.workflows.sweep.Sweep.SweepStep.ACT;
import static dev.berth.workflows.sweep.Sweep.SweepStep.LOOK;
import static dev.berth.workflows.sweep.Sweep.SweepStep.RECORD;

import dev.berth.workflows.operation.ActivityPolicies;
import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/** One pass of the sweep, in the order of time. */
public class SweepWorkflow implements Sweep {
  private final SweepRequest request;
  private final String operationId = Steps.thisOperation();
  private final Steps steps;
  private final Sweeps sweeps;

  /** Queries find the state from the first moment on. */
  @WorkflowInit
  public SweepWorkflow(SweepRequest request) {
    this.request = request;
    steps = Steps.of(request, SweepStep.class, HoldRule.NEVER);
    sweeps = ActivityPolicies.stub(Sweeps.class, request.subject());
  }

  @Override
  public SweepReport sweep(SweepRequest ignored) {
    return steps.operate(this::sweep);
  }

  private SweepReport sweep() {
    SweepReport seen = steps.run(LOOK, () -> sweeps.look(request));
    boolean acts = !request.dryRun() && seen.refused() == null;
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : seen.findings()) {
      findings.add(
          acts && finding.due()
              ? steps.run(ACT, () -> sweeps.act(request, finding, operationId))
              : finding);
    }
    SweepReport report = seen.with(findings);
    boolean worthNoting = report.refused() != null || findings.stream().anyMatch(Finding::due);
    if (!request.dryRun() && worthNoting) {
      steps.run(RECORD, () -> sweeps.record(request, report, operationId, steps.receipt()));
    }
    steps.done();
    return report;
  }
}
