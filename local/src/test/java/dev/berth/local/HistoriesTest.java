package dev.berth.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.model.CoreKey;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.servers.temporal.TemporalSearch;
import dev.berth.servers.temporal.TemporalServer;
import dev.berth.workflows.Workflows;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoriesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theCommittedHistoriesPass() {
    int status = berth("check");

    assertThat(out.toString()).matches("[1-9]\\d* histories replayed, 0 failed\\s+");
    assertThat(status).isZero();
  }

  @Test
  void aHistoryThatTodaysCodeDoesNotTakeIsNamed() throws IOException {
    Path good = committed("core-ready.json");
    Files.copy(good, folder.resolve("good.json"));
    Files.writeString(
        folder.resolve("bad.json"),
        Files.readString(good).replace("\"CreateSecrets\"", "\"CreateSomething\""));

    assertThat(berth("check", folder.toString())).isEqualTo(1);

    assertThat(out.toString())
        .contains("FAILED bad.json: ", "CreateSecrets", "2 histories replayed, 1 failed")
        .doesNotContain("good.json");
  }

  @Test
  void aCheckOfNothingFails() {
    assertThat(berth("check", folder.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("There is no history");
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertThat(berth("pull", "--since", "soon", "--into", folder.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("'soon' is no time such as 12h or 7d");
  }

  @Test
  void theRunsOfAServerAreDownloadedOnceIntoAFolderOfTheirOwnAndChecked() throws Exception {
    try (TemporalServer server =
        TemporalServer.start(
            TemporalSearch.here(System.err::println).path(), folder.resolve("temporal"))) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
      WorkflowClient client = WorkflowClient.newInstance(stubs);
      start(client, "one").terminate("closed before any worker saw it");
      start(client, "two"); // no worker has seen it yet
      Path before = folder.resolve("before");
      await().atMost(MINUTE).until(() -> client.listExecutions("").count() == 2);
      assertThat(pull(server, before)).as(err.toString()).isZero();
      WorkerFactory workers = WorkerFactory.newInstance(client);
      workers
          .newWorker(TaskQueues.CALLS)
          .registerWorkflowImplementationTypes(Workflows.implementations());
      workers.start();
      start(client, "three");
      await().atMost(MINUTE).until(() -> isUnderWay(client, "two") && isUnderWay(client, "three"));
      client.newUntypedWorkflowStub("core/two/test").terminate("closed half-way");
      workers.shutdownNow();
      Path after = folder.resolve("after");
      await().atMost(MINUTE).until(() -> client.listExecutions("").count() == 3);

      assertThat(pull(server, after)).isZero();
      assertThat(pull(server, after)).isEqualTo(2);
      stubs.shutdownNow();

      assertThat(names(before))
          .hasSize(2)
          .allMatch(name -> name.matches("core\\.(one|two)\\.test\\..*\\.json"));
      assertThat(names(after)).hasSize(3);
      assertThat(err.toString()).contains("after is not empty: name a new folder");
      assertThat(berth("check", before.toString())).as(out.toString()).isZero();
      assertThat(berth("check", after.toString())).as(out.toString()).isZero();
    }
  }

  /** Its first activity waits for a worker. */
  private static boolean isUnderWay(WorkflowClient client, String customer) {
    return client.fetchHistory("core/" + customer + "/test").getEvents().stream()
        .anyMatch(event -> event.hasActivityTaskScheduledEventAttributes());
  }

  private int pull(TemporalServer server, Path into) {
    return berth(
        "pull", "--address", server.address(), "--namespace", "default", "--into", into.toString());
  }

  private static WorkflowStub start(WorkflowClient client, String customer) {
    DeployRequest request =
        new DeployRequest(
            new CoreKey(customer, "test"),
            "us-east-1",
            Plan.PACKED,
            null,
            new Requester("test", "r"));
    // Without search attributes: this server has none of Berth's.
    WorkflowStub run =
        client.newUntypedWorkflowStub(
            request.kind().workflowType(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(request.workflowId())
                .setTaskQueue(TaskQueues.CALLS)
                .build());
    run.start(request);
    return run;
  }

  private int berth(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(Stream.of("histories"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static Path committed(String name) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("../workflows/src/test/resources/histories"))) {
      return all.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
