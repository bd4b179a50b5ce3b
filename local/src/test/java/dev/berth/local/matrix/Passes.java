package dev.berth.local.matrix;

import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.SweepReport;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The passes of the sweep over a region. */
final class Passes {
  /** Two when nothing goes wrong, one that finds nothing, and one more for each pass that fails. */
  private static final int MOST = 6;

  private final ScenarioRun scenarioRun;

  Passes(ScenarioRun scenarioRun) {
    this.scenarioRun = scenarioRun;
  }

  /** Passes until one finds nothing; what a pass has started ends before the next one. */
  void untilNothingIsFound() {
    Optional<List<Finding>> found = Optional.empty();
    for (int i = 0; i < MOST && found.filter(List::isEmpty).isEmpty(); i++) {
      found = pass();
      scenarioRun.end(scenarioRun.workflowId());
      scenarioRun.hosts().forEach(host -> scenarioRun.end("host/" + host));
    }
    found
        .filter(findings -> !findings.isEmpty())
        .ifPresent(findings -> scenarioRun.problems.add("the sweep still finds " + findings));
  }

  /**
   * What a pass found, but for empty hosts, which stay for an hour, and what belongs to other
   * cells; empty when it failed.
   */
  private Optional<List<Finding>> pass() {
    SweepRequest sweep =
        new SweepRequest(scenarioRun.region, false, Duration.ZERO, null, null, ScenarioRun.MATRIX);
    var _ = new Launcher(scenarioRun.world.temporal).launch(sweep);
    scenarioRun.end(sweep.workflowId());
    try {
      return Optional.of(
          scenarioRun
              .world
              .temporal
              .newUntypedWorkflowStub(sweep.workflowId())
              .getResult(SweepReport.class)
              .findings()
              .stream()
              .filter(finding -> finding.kind() != Finding.Kind.EMPTY)
              .filter(finding -> !isOfAnotherCell(finding))
              .toList());
    } catch (WorkflowFailedException e) {
      return Optional.empty();
    }
  }

  /** The cells share a database server, and their sweeps see what others are about to drop. */
  private boolean isOfAnotherCell(Finding finding) {
    boolean onServer =
        finding.kind() == Finding.Kind.DATABASE || finding.kind() == Finding.Kind.ROLE;
    return onServer
        && scenarioRun
            .world
            .rows("SELECT id FROM cores WHERE region = ?", scenarioRun.region)
            .stream()
            .noneMatch(finding.key()::contains);
  }
}
