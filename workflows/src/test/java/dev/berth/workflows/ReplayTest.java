package dev.berth.workflows;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Today's code takes every run of every release where that release left it. A failure means that
 * runs under way would be stuck after a deploy: docs/changing-workflows.md says what to do.
 */
class ReplayTest {
  private static final TestWorkflowEnvironment ENVIRONMENT = TestWorkflowEnvironment.newInstance();
  private static final Worker WORKER = worker(ENVIRONMENT, Workflows.implementations());

  /** Replays runs of these workflows. A busy computer is no deadlock of theirs. */
  static Worker worker(TestWorkflowEnvironment environment, Class<?>... workflows) {
    WorkerOptions patient =
        WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(30_000).build();
    Worker worker = environment.newWorker("replay", patient);
    worker.registerWorkflowImplementationTypes(workflows);
    return worker;
  }

  @AfterAll
  static void end() {
    ENVIRONMENT.close();
  }

  static List<Path> histories() throws IOException {
    return Corpus.committed().files();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void everyRecordedHistoryReplays(Path file) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(Files.readString(file)), WORKER);
  }
}
