package dev.berth.local.matrix;

import dev.berth.workflows.Workflows;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.Optional;

/** Replays histories against today's code. */
final class Replays {
  private final Worker worker = TestWorkflowEnvironment.newInstance().newWorker("replays");

  Replays() {
    worker.registerWorkflowImplementationTypes(Workflows.implementations());
  }

  /** What a replay objects to, if it does. */
  synchronized Optional<String> problem(WorkflowExecutionHistory history) {
    try {
      worker.replayWorkflowExecution(history);
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of("its history does not replay: " + e.getMessage());
    }
  }
}
