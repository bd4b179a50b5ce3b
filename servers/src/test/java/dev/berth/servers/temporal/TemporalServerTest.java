package dev.berth.servers.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("temporal-server")
class TemporalServerTest {

  private static final String QUEUE = "waiting";

  @TempDir Path folder;

  private TemporalServer server;
  private WorkflowServiceStubs stubs;

  @BeforeEach
  void start() {
    server = TemporalServer.start(TemporalSearch.here(System.out::println).path(), folder);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
  }

  @AfterEach
  void stop() {
    stubs.shutdownNow();
    server.close();
  }

  @Test
  void aRunningWorkflowOutlivesASigkillOfTheServer() throws Exception {
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker(QUEUE).registerWorkflowImplementationTypes(WaitingWorkflow.class);
    workers.start();
    try {
      Waiting workflow =
          client.newWorkflowStub(
              Waiting.class,
              WorkflowOptions.newBuilder().setWorkflowId("waits").setTaskQueue(QUEUE).build());
      WorkflowExecution begun = WorkflowClient.start(workflow::run);
      String address = server.address();

      server.kill();
      assertThat(server.isAlive()).isFalse();
      server.restart();

      assertThat(server.address()).isEqualTo(address);
      workflow.finish("still here");
      assertThat(WorkflowStub.fromTyped(workflow).getResult(60, TimeUnit.SECONDS, String.class))
          .isEqualTo("still here");
      assertThat(WorkflowStub.fromTyped(workflow).describe().getExecution()).isEqualTo(begun);
    } finally {
      workers.shutdownNow();
      workers.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void itsUserInterfaceAnswers() throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpResponse<String> page =
          browser.send(
              HttpRequest.newBuilder(server.uiAddress()).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<html");
    }
  }

  /** A workflow that runs until it is told to finish. */
  @WorkflowInterface
  public interface Waiting {

    @WorkflowMethod
    String run();

    @SignalMethod
    void finish(String result);
  }

  /** Waits for its signal. */
  public static final class WaitingWorkflow implements Waiting {

    private String result;

    @Override
    public String run() {
      Workflow.await(() -> result != null);
      return result;
    }

    @Override
    public void finish(String result) {
      this.result = result;
    }
  }
}
