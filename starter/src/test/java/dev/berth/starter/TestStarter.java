package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.registry.Migration;
import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.registry.host.PlanRecord;
import dev.berth.registry.key.ApiKey;
import dev.berth.workflows.launch.Launcher;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.operation.TaskQueues;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.runtime.server.EmbeddedServer;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The real starter over a real PostgreSQL and Temporal's test server, asked through HTTP. */
public final class TestStarter implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The name of the key that requests are sent with; it has every scope. */
  static final String CALLER = "caller";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ApiKey key;
  private final TestWorkflowEnvironment temporal;
  private final TestVisibility visibility = new TestVisibility();
  private final TestLink link = new TestLink();
  private final String database;
  private final Map<String, Object> settings;
  private EmbeddedServer server;
  private Registry registry;

  /** An answer. */
  public record Answer(int status, Map<String, String> headers, String text) {
    /** The body. */
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new AssertionError(text, e);
      }
    }
  }

  private TestStarter(Map<String, Object> settings) {
    this(settings, TestDatabase.create(), ApiKey.random());
  }

  private TestStarter(Map<String, Object> settings, String database, ApiKey key) {
    this.database = database;
    this.key = key;
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    BerthAttributes.ALL.forEach(
        attribute ->
            options.registerSearchAttribute(
                attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    this.settings = new HashMap<>(settings(database));
    this.settings.put("berth.registry.user", TestDatabase.ROLES.starter());
    this.settings.putAll(settings);
    server = run();
  }

  private EmbeddedServer run() {
    return ApplicationContext.builder()
        .properties(settings)
        .singletons(temporal, visibility, link)
        .run(EmbeddedServer.class);
  }

  /** Ends the starter in the middle of whatever it does, and starts another one. */
  void restart() {
    server.close();
    server = run();
  }

  /** A starter whose registry has its tables. Nobody works. */
  public static TestStarter start() {
    return start(Map.of());
  }

  /** The same, with other settings. */
  static TestStarter start(Map<String, Object> settings) {
    TestStarter starter = new TestStarter(settings);
    starter.migrate();
    starter.registry = Registry.open(starter.dataSource());
    starter
        .registry
        .databaseServers()
        .put(new DatabaseServer("main", "us-east-1", "127.0.0.1", 5432, "admin", 100, 0));
    starter
        .registry
        .plans()
        .put(new PlanRecord(dev.berth.model.Plan.PACKED, 7, List.of("t3.small")));
    starter
        .registry
        .plans()
        .put(new PlanRecord(dev.berth.model.Plan.DEDICATED, 1, List.of("t2.micro")));
    return starter;
  }

  /** Another starter of the same registry. */
  TestStarter beside() {
    return new TestStarter(Map.of(), database, key);
  }

  private void migrate() {
    try {
      var _ = Migration.run(dataSource(), "test", TestDatabase.ROLES);
      // Past the store, and as if used already: the event log begins with what a test does.
      sql(
          """
          INSERT INTO api_keys (id, hash, name, scopes, created_by, last_used_at)
          VALUES ('%s', '%s', '%s', '{read,signup,credentials,operator,admin}', 'test', now())
          """
              .formatted(key.id(), key.hash(), CALLER));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A starter before the registry's tables are made. */
  static TestStarter beforeMigration() {
    return new TestStarter(Map.of());
  }

  static Map<String, Object> settings(String database) {
    return Map.of(
        "berth.installation", "test",
        "berth.port", 0,
        "berth.registry.url", database,
        "berth.registry.user", "postgres",
        "berth.registry.password", "",
        "berth.regions", "us-east-1,eu-west-1",
        "berth.temporal-ui", "http://ui.test/");
  }

  /** Starts a worker that runs {@link StubDeployCore}. */
  public TestStarter withWorker() {
    Worker worker = temporal.newWorker(TaskQueues.CALLS);
    worker.registerWorkflowImplementationTypes(StubDeployCore.class);
    worker.registerActivitiesImplementations(
        new StubDeployCore.StumblingRegistry(), new StubDeployCore.ForgetfulOperations());
    temporal.start();
    return this;
  }

  /** Ends the worker, in the middle of whatever it does. */
  void withoutWorker() {
    temporal.getWorkerFactory().shutdownNow();
    temporal.getWorkerFactory().awaitTermination(10, TimeUnit.SECONDS);
  }

  /** The registry as a worker has it. */
  public RegistryOfTest registry() {
    return new RegistryOfTest(registry);
  }

  /** What Temporal's lists show. */
  TestVisibility visibility() {
    return visibility;
  }

  /** The way to Temporal. */
  TestLink link() {
    return link;
  }

  /** Ends a run as an operator can, without a word to the registry. */
  void endFromOutside(String workflowId) {
    temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId).terminate("by hand");
  }

  /** Changes the registry past the API, as only a test may. */
  void sql(String statement) throws SQLException {
    try (var connection = dataSource().getConnection();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** A session past the API. */
  Connection connection() throws SQLException {
    return dataSource().getConnection();
  }

  private DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(database);
    source.setUser("postgres");
    return source;
  }

  /** Starts an operation as another component does, and returns its id. */
  String start(Order order) {
    return new Launcher(temporal.getWorkflowClient()).launch(order).operationId();
  }

  /** What Temporal's UI shows of a run, in the run's own words. */
  String currentDetails(String workflowId) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(workflowId)
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  /** How the newest run of a workflow id stands in Temporal. */
  WorkflowExecutionStatus status(String workflowId) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId).describe().getStatus();
  }

  /** Temporal itself. */
  TestWorkflowEnvironment temporal() {
    return temporal;
  }

  /** A bean of the starter. */
  <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  /** Asks until the answer is as expected. */
  Answer until(Callable<Answer> question, Predicate<JsonNode> expected) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Answer answer = question.call();
    while (!expected.test(answer.json())) {
      assertThat(System.nanoTime()).as("still %s", answer.text()).isLessThan(deadline);
      answer = question.call();
    }
    return answer;
  }

  /** Where it listens. */
  public URI url() {
    return server.getURI();
  }

  Answer put(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request = request(path, headers);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return send(request.PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer get(String path) throws Exception {
    return send(request(path));
  }

  Answer delete(String path, String... headers) throws Exception {
    return send(request(path, headers).DELETE());
  }

  /** With a body. */
  Answer tell(String path, String body, String... headers) throws Exception {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer post(String path, String... headers) throws Exception {
    return send(request(path, headers).POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** With a method of its own, without a body. */
  Answer send(String method, String path) throws Exception {
    return send(method, path, null);
  }

  /** With a method of its own; the body may be null. */
  Answer send(String method, String path, String body, String... headers) throws Exception {
    return send(
        request(path, headers)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body)));
  }

  CompletableFuture<Answer> getAsync(String path) {
    return sendAsync(request(path));
  }

  CompletableFuture<Answer> putAsync(String path) {
    return sendAsync(request(path).PUT(HttpRequest.BodyPublishers.noBody()));
  }

  /** The key that requests are sent with. */
  public String key() {
    return key.secret();
  }

  /** Sends a request with another key, or with none. */
  Answer sendAs(@Nullable String other, String method, String path, String body) throws Exception {
    return sendAs(other, method, path, body, List.of("Content-Type", "application/json"));
  }

  /** The same; the body may be null. */
  Answer sendAs(
      @Nullable String other,
      String method,
      String path,
      @Nullable String body,
      List<String> headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return send(other == null ? request : request.header("Authorization", "Bearer " + other));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url().resolve(path));
    if (!List.of(headers).contains("Authorization")) {
      request.header("Authorization", "Bearer " + key());
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  private Answer send(HttpRequest.Builder request) throws Exception {
    return answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  private CompletableFuture<Answer> sendAsync(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(TestStarter::answer);
  }

  private static Answer answer(HttpResponse<String> response) {
    Map<String, String> headers = new HashMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    return new Answer(response.statusCode(), headers, response.body());
  }

  @Override
  public void close() {
    http.close();
    server.close();
    temporal.close();
  }
}
