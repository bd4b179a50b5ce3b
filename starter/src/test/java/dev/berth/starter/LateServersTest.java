package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.registry.Registry;
import dev.berth.registry.key.ApiKey;
import dev.berth.registry.key.KeyStore;
import dev.berth.workflows.operation.BerthAttributes;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Singleton;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A starter that is there before its servers are. */
class LateServersTest {
  private static final String CORE = "/v1/cores/acme/development";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ApiKey key = ApiKey.random();
  private URI url;

  @Test
  void itStartsWithoutThemRecordsNothingAndWorksOnceTheyAreThere() throws Exception {
    int temporal = freePort();
    int postgres = freePort();
    Map<String, Object> settings =
        new HashMap<>(
            TestStarter.settings("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres)));
    settings.put("test.temporal", "127.0.0.1:" + temporal);
    try (EmbeddedServer starter = ApplicationContext.run(EmbeddedServer.class, settings)) {
      url = starter.getURI();
      assertRefused("registry-unreachable");
      assertThat(status("/health/liveness")).isEqualTo(200);

      try (EmbeddedPostgres database = EmbeddedPostgres.builder().setPort(postgres).start()) {
        Registry registry = Registry.migrate(database.getPostgresDatabase(), "test");
        assertThat(registry.keys().addFirst(key)).isEqualTo(KeyStore.First.VALID);
        until("/v1/cores", 200);
        assertRefused("temporal-unreachable");

        try (var _ = TestServer.createPortBoundServer(temporal, true)) {
          addSearchAttributes(temporal);
          until("/health", 200);
          assertThat(status(CORE)).as("nothing was recorded by what was refused").isEqualTo(404);
          assertThat(put().statusCode()).isEqualTo(202);
          assertThat(status(CORE)).isEqualTo(200);
        }
      }
    }
  }

  private void assertRefused(String code) throws Exception {
    HttpResponse<String> answer = put();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.get("code").asText()).isEqualTo(code);
    HttpResponse<String> health = get("/health");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body()).contains("\"status\":\"DOWN\"");
  }

  private HttpResponse<String> put() throws Exception {
    return http.send(request(CORE).PUT(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("Authorization", "Bearer " + key.secret());
  }

  private int status(String path) throws Exception {
    return get(path).statusCode();
  }

  private void until(String path, int status) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    HttpResponse<String> answer = get(path);
    while (answer.statusCode() != status) {
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(deadline);
      answer = get(path);
    }
  }

  /** Leads the starter to the Temporal that comes late. */
  @Singleton
  @Requires(property = "test.temporal")
  static final class Target implements BeanCreatedEventListener<WorkflowServiceStubsOptions> {
    private final String target;

    Target(@Property(name = "test.temporal") String target) {
      this.target = target;
    }

    @Override
    public WorkflowServiceStubsOptions onCreated(
        BeanCreatedEvent<WorkflowServiceStubsOptions> created) {
      return WorkflowServiceStubsOptions.newBuilder(created.getBean()).setTarget(target).build();
    }
  }

  private static void addSearchAttributes(int port) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .validateAndBuildWithDefaults());
    AddSearchAttributesRequest.Builder request =
        AddSearchAttributesRequest.newBuilder().setNamespace("default");
    BerthAttributes.ALL.forEach(
        key ->
            request.putSearchAttributes(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    operator.blockingStub().addSearchAttributes(request.build());
    operator.shutdownNow();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
