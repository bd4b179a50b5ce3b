package dev.berth.workflows.sweep;

import static dev.berth.workflows.sweep.SweepStep.ACT;
import static dev.berth.workflows.sweep.SweepStep.LOOK;
import static dev.berth.workflows.sweep.SweepStep.RECORD;
import static io.temporal.workflow.Workflow.newActivityStub;

import dev.berth.workflows.operation.HoldRule;
import dev.berth.workflows.operation.Policies;
import dev.berth.workflows.operation.Steps;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;

/** One pass of the sweep, in the order of time. */
public class SweepWorkflow implements Sweep {
  private final SweepRequest request;
  private final String operationId = Workflow.getInfo().getFirstExecutionRunId();
  private final Steps steps;
  private final Sweeps looks;
  private final Sweeps calls;

  /** State is there before any query. */
  @WorkflowInit
  public SweepWorkflow(SweepRequest request) {
    String subject = "sweep of " + request.region();
    this.request = request;
    steps =
        new Steps(
            operationId, subject, request.region(), SweepStep.values().length, HoldRule.NEVER);
    looks = newActivityStub(Sweeps.class, Policies.waits(subject, Policies.SURVEY));
    calls = newActivityStub(Sweeps.class, Policies.calls(subject));
  }

  @Override
  public SweepReport sweep(SweepRequest ignored) {
    return steps.operate(this::sweep);
  }

  private SweepReport sweep() {
    SweepReport seen = steps.run(LOOK, () -> looks.look(request));
    boolean acts = !request.dryRun() && seen.refused() == null;
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : seen.findings()) {
      findings.add(
          acts && finding.due()
              ? steps.run(ACT, () -> calls.act(request, finding, operationId))
              : finding);
    }
    SweepReport report = seen.with(findings);
    boolean worthNoting = report.refused() != null || findings.stream().anyMatch(Finding::due);
    if (!request.dryRun() && worthNoting) {
      steps.run(RECORD, () -> calls.record(request, report, operationId, steps.receipt()));
    }
    steps.done();
    return report;
  }
}
