package dev.berth.local.matrix;

import dev.berth.model.FailureType;
import dev.berth.workflows.operation.OperatorCommand;
import dev.berth.workflows.operation.Progress;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Watches the runs of a scenarioRun; whatever is held must say why, and is then retried. */
final class Operator {
  private static final int LOOK_MILLIS = 150;

  private final ScenarioRun scenarioRun;
  private final Cell cell;
  private final Thread watching;
  private final CountDownLatch over = new CountDownLatch(1);

  Operator(ScenarioRun scenarioRun, Cell cell) {
    this.scenarioRun = scenarioRun;
    this.cell = cell;
    watching = Thread.ofVirtual().name("operator").start(this::watch);
  }

  /** Ends the watch; not by an interrupt, which would break a connection that others use. */
  void leave() {
    over.countDown();
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      do {
        runs().map(scenarioRun.world.temporal::newUntypedWorkflowStub).forEach(this::look);
      } while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Stream<String> runs() {
    return Stream.concat(
        Stream.of(scenarioRun.workflowId()),
        scenarioRun.hosts().stream().map(host -> "host/" + host));
  }

  private void look(WorkflowStub run) {
    try {
      Progress now = run.query("progress", Progress.class);
      if (now.held() != null) {
        scenarioRun.held = true;
        says("the hold's reason", now.held().reason().word(), word(cell.fault()));
        says("the hold's step", now.held().step(), cell.at().step());
        says("the hold's message", now.held().message(), cell.message());
        says("why", now.why(), cell.message());
        run.update(
            "retry",
            Void.class,
            new OperatorCommand(ScenarioRun.MATRIX, "cured", now.held().step()));
      }
    } catch (WorkflowException e) {
      // Not started yet, or it has ended, or it went on meanwhile.
    }
  }

  private void says(String what, String said, String expected) {
    if (!said.contains(expected)) {
      scenarioRun.problems.add("%s does not say '%s': %s".formatted(what, expected, said));
    }
  }

  private static String word(Fault fault) {
    return FailureType.valueOf(fault.name().toUpperCase(Locale.ROOT)).word();
  }
}
