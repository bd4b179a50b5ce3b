package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi30;
import dev.berth.registry.key.ApiKey;
import dev.berth.starter.Generator.Request;
import dev.berth.starter.TestStarter.Answer;
import dev.berth.workflows.operation.TaskQueues;
import dev.berth.workflows.operation.WorkflowIds;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The starter answers as its description says, to right requests and to wrong ones. {@code
 * -Dberth.test.seed=N} makes the same requests again, {@code -Dberth.test.requests=N} more of them.
 */
class GeneratedRequestsTest {
  private static final int REQUESTS = Integer.getInteger("berth.test.requests", 300);
  private static final Duration SLOW = Duration.ofSeconds(5);
  private static final String DESCRIPTION = "https://berth.test/openapi.json";

  private record Exchange(Request request, Answer answer, Duration took) {}

  @Test
  void everyAnswerIsAsTheDescriptionSays() throws Exception {
    long seed = Long.getLong("berth.test.seed", new Random().nextLong());
    System.out.println("Seed of the generated requests: " + seed);
    try (TestStarter starter = busy();
        ExecutorService callers = Executors.newFixedThreadPool(8)) {
      OpenApi api = OpenApi.of(starter);
      Generator generator = new Generator(seed, api, samples(starter));
      List<Future<Exchange>> exchanges =
          Stream.generate(generator::next)
              .limit(REQUESTS)
              .map(request -> callers.submit(() -> send(starter, request)))
              .toList();
      JsonSchemaFactory schemas =
          JsonSchemaFactory.getInstance(
              VersionFlag.V7,
              builder ->
                  builder
                      .metaSchema(OpenApi30.getInstance())
                      .defaultMetaSchemaIri(OpenApi30.getInstance().getIri())
                      .schemaLoaders(
                          load -> load.schemas(Map.of(DESCRIPTION, api.root().toString()))));

      List<String> faults = new ArrayList<>();
      Map<Integer, Integer> statuses = new TreeMap<>();
      for (Future<Exchange> each : exchanges) {
        Exchange exchange = each.get();
        statuses.merge(exchange.answer().status(), 1, Integer::sum);
        fault(exchange, schemas).ifPresent(why -> faults.add(why + "\n  " + exchange));
        if (exchange.took().compareTo(SLOW) > 0) {
          System.out.println("Slow: " + exchange.took() + " " + exchange.request());
        }
      }

      System.out.println("Answers by status: " + statuses);
      assertThat(faults).as("seed %d", seed).isEmpty();
      assertThat(statuses).containsKeys(200, 400, 404);
    }
  }

  @Test
  void withoutAValidKeyNoRequestHasAnEffect() throws Exception {
    long seed = Long.getLong("berth.test.seed", new Random().nextLong());
    System.out.println("Seed of the requests without a key: " + seed);
    try (TestStarter starter = busy();
        ExecutorService callers = Executors.newFixedThreadPool(8)) {
      Generator generator = new Generator(seed, OpenApi.of(starter), samples(starter));
      List<String> before = state(starter);
      List<Future<Exchange>> exchanges =
          Stream.generate(generator::next)
              .limit(REQUESTS)
              .map(request -> callers.submit(() -> sendWithoutAKey(starter, request)))
              .toList();

      Map<Integer, Integer> statuses = new TreeMap<>();
      for (Future<Exchange> each : exchanges) {
        Exchange exchange = each.get();
        boolean open = exchange.request().operation().path().equals("/");
        statuses.merge(exchange.answer().status(), 1, Integer::sum);
        assertThat(exchange.answer().status())
            .as("seed %d: %s", seed, exchange)
            .isIn(open ? List.of(200, 400) : List.of(400, 401, 404, 405, 413, 415, 429));
      }
      System.out.println("Answers without a key by status: " + statuses);
      assertThat(statuses).containsKey(429);
      assertThat(state(starter)).as("seed %d", seed).isEqualTo(before);
    }
  }

  private static Exchange sendWithoutAKey(TestStarter starter, Request request) throws Exception {
    Answer answer =
        starter.sendAs(
            request.hashCode() % 2 == 0 ? null : ApiKey.random().secret(),
            request.operation().method(),
            request.path(),
            request.body(),
            request.headers());
    return new Exchange(request, answer, Duration.ZERO);
  }

  /** All that a request could change. */
  private static List<String> state(TestStarter starter) throws Exception {
    List<String> lists = new ArrayList<>();
    for (String list :
        List.of("events", "operations", "cores", "hosts", "pools", "images", "freezes", "keys")) {
      lists.add(starter.get("/v1/" + list).text());
    }
    return lists;
  }

  private static Optional<String> fault(Exchange exchange, JsonSchemaFactory schemas) {
    Answer answer = exchange.answer();
    JsonNode documented =
        exchange.request().operation().description().at("/responses/" + answer.status());
    if (answer.status() >= 500 || documented.isMissingNode()) {
      return Optional.of("status " + answer.status());
    }
    if (!documented.has("content")) {
      return answer.text().isEmpty() ? Optional.empty() : Optional.of("a body");
    }
    String type = answer.headers().getOrDefault("content-type", "none");
    JsonNode schema = documented.get("content").path(type).path("schema");
    if (schema.isMissingNode()) {
      return Optional.of("content type " + type);
    }
    List<String> wrong =
        schemas
            .getSchema(SchemaLocation.of(DESCRIPTION + schema.get("$ref").asText()))
            .validate(answer.json())
            .stream()
            .map(Object::toString)
            .toList();
    return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong.toString());
  }

  private static Exchange send(TestStarter starter, Request request) throws Exception {
    long began = System.nanoTime();
    Answer answer =
        starter.send(
            request.operation().method(),
            request.path(),
            request.body(),
            request.headers().toArray(String[]::new));
    return new Exchange(request, answer, Duration.ofNanos(System.nanoTime() - began));
  }

  /** Right values of what has a form. */
  private static Map<String, List<String>> samples(TestStarter starter) throws Exception {
    String operation =
        starter.put("/v1/cores/asked/development", "").json().at("/operation/id").asText();
    starter.visibility().showLate("core/asked/development", operation);
    String host = starter.get("/v1/hosts").json().at("/hosts/0/id").asText();
    return Map.of(
        "customer", List.of("ready", "placed", "failed", "asked", "new-1", "new-2"),
        "environment", List.of("development", "production", "staging"),
        "id", List.of(operation, host, "m1"),
        "host", List.of(host),
        "wait", List.of("0s", "0.1s"),
        "since", List.of("30m", "2026-12-01T08:00:00Z"),
        "after", List.of("0", operation, host, "acme/production"),
        "reason", List.of("because"),
        "version", List.of("10.1", "10.2"),
        "baseImage", List.of("ami-0123456789abcdef0"));
  }

  /** A starter that has something of everything, and a worker that ends what is waited for. */
  private static TestStarter busy() throws Exception {
    TestStarter starter = TestStarter.start();
    starter.registry().deploy("op-ready", "ready");
    starter.registry().deployProduction("op-ready-p", "ready");
    starter.registry().place("op-placed", "placed");
    starter.registry().fail("op-failed", "failed");
    for (String core : List.of("c-ready", "c-ready-p")) {
      TestParameterStore.put("/berth/" + core, "{\"apiKey\": \"the-key\"}");
    }
    Worker worker = starter.temporal().newWorker(TaskQueues.CALLS);
    worker.registerWorkflowImplementationTypes(
        StubDeployCore.class,
        SweepsTest.Telling.class,
        ImagesTest.Planning.class,
        ImagesTest.Retiring.class);
    starter.temporal().start();
    starter
        .temporal()
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            "BakeImage",
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.image("m1"))
                .setTaskQueue("nobody")
                .build())
        .start();
    return starter;
  }
}
