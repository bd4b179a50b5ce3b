package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.BerthClient;
import dev.berth.client.api.OperationView;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwaitTest {
  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  private static String operation(String id, String state) {
    return """
        {"id": "%s", "kind": "deploy-core", "customer": "acme", "environment": "production", "state": "%s",
         "temporal": {"workflowId": "core/acme/production", "runId": "%s"}}"""
        .formatted(id, state, id);
  }

  /** Without a wait on the starter's side the client would ask again without a pause. */
  @Test
  void anOperationThatIsNotTheNewestOfItsCoreIsAwaitedOnTheStartersSide() throws Exception {
    starter.on(
        "GET /v1/cores/acme/production",
        200,
        "{\"operation\": " + operation("op-1", "ready") + "}");
    starter.on("GET /v1/operations/op-2", 200, operation("op-2", "running"));
    starter.on("GET /v1/operations/op-2", 200, operation("op-2", "ready"));
    BerthClient berth = BerthClient.at(URI.create(starter.url()), null);
    OperationView running = berth.operation("op-2").orElseThrow();
    starter.queries().clear();

    assertThat(berth.await(running, Duration.ofMinutes(1)).succeeded()).isTrue();
    assertThat(starter.queries())
        .hasSize(2)
        .allSatisfy(query -> assertThat(query).startsWith("wait=").isNotEqualTo("wait=0S"));
  }
}
