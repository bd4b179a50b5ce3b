package dev.berth.local.histories;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;

import dev.berth.workflows.Workflows;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What today's workflow code makes of runs that older code began.
 *
 * @param replayed how many histories were looked at
 * @param failures those that today's code does not take where they are
 */
public record Replay(int replayed, List<Failure> failures) {
  /** A busy computer is no deadlock of the code. */
  private static final WorkerOptions PATIENT =
      WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(30_000).build();

  /**
   * A history that today's code does not take.
   *
   * @param file relative to the folder
   * @param why one line
   */
  public record Failure(Path file, String why) {}

  /**
   * Replays every history ({@code *.json}) in the folder and below it.
   *
   * @throws IllegalArgumentException when there is none: a check of nothing is no check
   */
  public static Replay of(Path folder) throws IOException {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("There is no history (*.json) in " + folder);
    }
    List<Failure> failures = new ArrayList<>();
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      Worker worker = environment.newWorker("replay", PATIENT);
      worker.registerWorkflowImplementationTypes(Workflows.implementations());
      for (Path file : files) {
        try {
          WorkflowExecutionHistory history = ownPart(Files.readString(file));
          if (!untouched(history)) {
            WorkflowReplayer.replayWorkflowExecution(history, worker);
          }
        } catch (Exception e) { // whatever is wrong with one, the others are looked at
          failures.add(new Failure(folder.relativize(file), why(e)));
        }
      }
    }
    return new Replay(files.size(), failures);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /**
   * A run without its end when it was ended from outside: code has no part in that, and the SDK
   * does not replay it.
   */
  private static WorkflowExecutionHistory ownPart(String json) {
    List<HistoryEvent> own =
        WorkflowExecutionHistory.fromJson(json).getEvents().stream()
            .filter(
                event ->
                    event.getEventType() != EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED
                        && event.getEventType() != EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT)
            .toList();
    return new WorkflowExecutionHistory(History.newBuilder().addAllEvents(own).build());
  }

  /** Closed or still waiting before any worker saw it: there is nothing that code could miss. */
  private static boolean untouched(WorkflowExecutionHistory history) {
    return history.getEvents().stream()
        .noneMatch(event -> event.getEventType() == EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
  }

  /** One line: the SDK puts query, failure and stack trace into one message. */
  private static String why(Exception failure) {
    String said = failure.toString();
    int error = said.indexOf("error=");
    int trace = said.indexOf("\n\tat ");
    return said.substring(
            error < 0 ? 0 : error + "error=".length(), trace < 0 ? said.length() : trace)
        .replaceAll("\\s+", " ");
  }
}
