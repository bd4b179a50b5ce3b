package dev.berth.local.histories;

import dev.berth.workflows.operation.TaskQueues;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Gets the histories that a deploy must not break from a server. */
public final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private Download() {}

  /**
   * Downloads every open run of Berth and every one that closed after {@code since}, one file each,
   * and returns how many.
   *
   * @param server address, namespace and credentials
   * @param folder new or empty, so that nothing older is mistaken for the server's
   * @throws IllegalArgumentException when the folder holds something already
   * @throws IllegalStateException when the server does not answer
   */
  public static int runs(ClientConfigProfile server, Instant since, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IllegalArgumentException(
            folder
                + " is not empty: name a new folder, so that old downloads are not checked again");
      }
    }
    WorkflowServiceStubs stubs = connect(server);
    try {
      WorkflowClient client = WorkflowClient.newInstance(stubs, server.toWorkflowClientOptions());
      List<WorkflowExecution> runs = list(client, since);
      for (WorkflowExecution run : runs) {
        Files.writeString(
            folder.resolve(fileName(run)),
            client.fetchHistory(run.getWorkflowId(), run.getRunId()).toJson(false));
      }
      return runs.size();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static WorkflowServiceStubs connect(ClientConfigProfile server) {
    try {
      return WorkflowServiceStubs.newConnectedServiceStubs(
          server.toWorkflowServiceStubsOptions(), CONNECT);
    } catch (StatusRuntimeException e) {
      throw new IllegalStateException(
          "Temporal at %s does not answer (%s): --address or TEMPORAL_ADDRESS says where it is"
              .formatted(
                  server.toWorkflowServiceStubsOptions().getTarget(), e.getStatus().getCode()),
          e);
    }
  }

  /** By task queue and not by type: a type that this code forgot has runs that it would break. */
  private static List<WorkflowExecution> list(WorkflowClient client, Instant since) {
    String query =
        "TaskQueue = '%s' AND (ExecutionStatus = 'Running' OR CloseTime >= '%s')"
            .formatted(TaskQueues.CALLS, since.truncatedTo(ChronoUnit.SECONDS));
    return client.listExecutions(query).map(run -> run.getExecution()).toList();
  }

  private static String fileName(WorkflowExecution run) {
    return run.getWorkflowId().replaceAll("[^A-Za-z0-9-]+", ".") + "." + run.getRunId() + ".json";
  }
}
