package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.servers.temporal.TemporalSearch;
import dev.berth.servers.temporal.TemporalServer;
import dev.berth.worker.SearchAttributes;
import dev.berth.worker.Workers;
import dev.berth.workflows.operation.BerthAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Temporal server that never heard of Berth. */
class NewNamespaceTest {
  @TempDir Path folder;

  private Berth berth;
  private TemporalServer server;
  private WorkflowServiceStubs stubs;
  private WorkflowClient temporal;
  private WorkerFactory others;

  @BeforeEach
  void start() throws IOException {
    berth = Berth.withHostsInMemory();
    server = TemporalServer.start(TemporalSearch.here(System.err::println).path(), folder);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    temporal = WorkflowClient.newInstance(stubs);
    others = WorkerFactory.newInstance(temporal);
    others.newWorker("others").registerWorkflowImplementationTypes(EndsAsReady.class);
    others.start();
  }

  @AfterEach
  void stop() throws IOException {
    others.shutdownNow();
    stubs.shutdownNow();
    server.close();
    berth.close();
  }

  @Test
  void workersThatStartAtOnceMakeTheSearchAttributesForTheFirstRun() {
    assertThat(new SearchAttributes(temporal).missing())
        .containsExactlyElementsOf(
            BerthAttributes.ALL.stream().map(SearchAttributeKey::getName).toList());

    List<Workers> workers = Stream.generate(this::worker).limit(3).toList();
    try {
      CompletableFuture.allOf(
              workers.stream()
                  .map(worker -> CompletableFuture.runAsync(worker::start))
                  .toArray(CompletableFuture<?>[]::new))
          .join();

      assertThat(new SearchAttributes(temporal).missing()).isEmpty();
      WorkflowStub first =
          temporal.newUntypedWorkflowStub(
              "Ends",
              WorkflowOptions.newBuilder()
                  .setWorkflowId("core/acme/production")
                  .setTaskQueue("others")
                  .setTypedSearchAttributes(
                      io.temporal.common.SearchAttributes.newBuilder()
                          .set(BerthAttributes.CUSTOMER, "acme")
                          .build())
                  .build());
      first.start();
      first.getResult(Void.class);

      assertThat(temporal.fetchHistory("core/acme/production").getEvents())
          .noneMatch(HistoryEvent::hasWorkflowTaskFailedEventAttributes);
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          temporal.listExecutions(
                              "BerthCustomer = 'acme' AND BerthState = 'ready'"))
                      .hasSize(1));
    } finally {
      workers.forEach(Workers::stop);
    }
  }

  private Workers worker() {
    return new Workers(
        temporal,
        berth.registry,
        berth.workersClients,
        berth.workersSecrets,
        berth.settings,
        List.of());
  }

  /** A run that sets one of the attributes. */
  @WorkflowInterface
  public interface Ends {
    @WorkflowMethod
    void end();
  }

  /** Ends as a core's run does. */
  public static final class EndsAsReady implements Ends {
    @Override
    public void end() {
      Workflow.upsertTypedSearchAttributes(BerthAttributes.STATE.valueSet("ready"));
    }
  }
}
