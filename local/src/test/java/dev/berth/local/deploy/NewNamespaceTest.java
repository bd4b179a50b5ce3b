package dev.berth.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.local.temporal.TemporalSearch;
import dev.berth.local.temporal.TemporalServer;
import dev.berth.worker.Workers;
import dev.berth.workflows.operation.BerthAttributes;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Temporal server that never heard of Berth. */
class NewNamespaceTest {
  @Test
  void workersThatStartAtOnceMakeTheSearchAttributesForTheFirstRun(@TempDir Path folder)
      throws Exception {
    try (TemporalServer server =
            TemporalServer.start(TemporalSearch.here(System.err::println).path(), folder);
        Berth berth = Berth.start()) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
      WorkflowClient temporal = WorkflowClient.newInstance(stubs);
      List<Workers> workers =
          Stream.generate(
                  () ->
                      new Workers(
                          temporal, berth.registry, berth.clients, berth.secrets, berth.settings))
              .limit(3)
              .toList();
      try {
        CompletableFuture.allOf(
                workers.stream()
                    .map(worker -> CompletableFuture.runAsync(worker::start))
                    .toArray(CompletableFuture<?>[]::new))
            .join();

        temporal
            .newUntypedWorkflowStub(
                "Anything",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("core/acme/production")
                    .setTaskQueue("nobody")
                    .setTypedSearchAttributes(
                        BerthAttributes.core("acme", "production", Berth.REGION, "dedicated"))
                    .build())
            .start();

        await()
            .untilAsserted(
                () ->
                    assertThat(
                            temporal.listExecutions(
                                "BerthCustomer = 'acme' AND BerthState = 'running'"))
                        .hasSize(1));
      } finally {
        workers.forEach(Workers::stop);
        stubs.shutdownNow();
      }
    }
  }
}
