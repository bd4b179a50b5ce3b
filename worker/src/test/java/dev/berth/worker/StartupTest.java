package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import io.temporal.testserver.TestServer;
import io.temporal.testserver.TestServer.PortBoundTestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the start of a worker until it polls, with servers that come and go. */
class StartupTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static EmbeddedPostgres postgres;

  private final int temporalPort = TestWorker.freePort();

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  @Test
  void itWaitsForPostgresAndThenForTemporalAndSaysSo() throws IOException {
    int postgresPort = TestWorker.freePort();
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgresPort);
    try (TestWorker worker = TestWorker.start(url, temporalPort)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(worker.health().text())
                      .contains("waiting for PostgreSQL: Connection to 127.0.0.1:" + postgresPort));
      assertThat(worker.health().status()).isEqualTo(503);
      assertThat(worker.health().text()).doesNotContain("jdbc:", "hush-hush");
      assertThat(worker.isAlive()).isTrue();

      try (var _ = EmbeddedPostgres.builder().setPort(postgresPort).start()) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(worker.health().text())
                        .contains("waiting for Temporal: UNAVAILABLE"));
        assertThat(worker.health().status()).isEqualTo(503);
        assertThat(worker.started).isNotDone();

        try (var _ = temporal()) {
          await().atMost(PATIENCE).until(() -> worker.health().status() == 200);
          assertThat(worker.started).isCompleted();
        }
      }
    }
  }

  @Test
  void itIsDownWhileTemporalIsAwayAndComesBackByItself() {
    PortBoundTestServer temporal = temporal();
    try (TestWorker worker = TestWorker.start(newDatabase(), temporalPort)) {
      worker.started.join();

      temporal.close();
      await().atMost(PATIENCE).until(() -> worker.health().status() == 503);
      assertThat(worker.health().text()).contains("namespace default: UNAVAILABLE");

      try (var _ = temporal()) {
        await().atMost(PATIENCE).until(() -> worker.health().status() == 200);
      }
    }
  }

  @Test
  void itIsDownWhileItsDatabaseIsAwayAndComesBackByItself() throws SQLException {
    String url = newDatabase();
    String name = nameOf(url);
    try (var _ = temporal();
        TestWorker worker = TestWorker.start(url, temporalPort)) {
      worker.started.join();

      sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
      await().atMost(PATIENCE).until(() -> worker.health().status() == 503);
      assertThat(worker.health().text())
          .contains(
              "\"registry\":{\"name\":\"berth-worker\",\"status\":\"DOWN\",\"details\":\"FATAL: ")
          .doesNotContain("jdbc:", "hush-hush");

      sql("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
      await().atMost(PATIENCE).until(() -> worker.health().status() == 200);
    }
  }

  @Test
  void itRefusesTheRegistryOfAnotherInstallation() {
    String url = newDatabase();
    Registry.migrate(postgres.getDatabase("postgres", nameOf(url)), "another");

    assertRefusal(
        starting(url, Map.of()),
        "This registry belongs to installation 'another', not to 'test': set berth.installation to 'another', or use another database.");
  }

  @Test
  void itRefusesADatabaseThatDoesNotExist() {
    String url = newDatabase().replaceFirst("startup", "nowhere");

    assertRefusal(
        starting(url, Map.of()), "FATAL: database \"" + nameOf(url) + "\" does not exist");
  }

  @Test
  void itRefusesARegistryThatItCannotMigrate() throws SQLException {
    String url = newDatabase();
    try (Connection connection = postgres.getDatabase("postgres", nameOf(url)).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE somebody_elses (id integer)");
    }

    assertRefusal(starting(url, Map.of()), "Found non-empty schema(s) \"public\"");
  }

  @Test
  void itRefusesABudgetBelowWhatCoresHaveReserved() throws SQLException {
    String url = newDatabase();
    Registry.migrate(postgres.getDatabase("postgres", nameOf(url)), "test")
        .databaseServers()
        .put(new DatabaseServer("main", "us-east-1", "main.example.com", 5432, "/admin", 150, 0));
    try (Connection connection = postgres.getDatabase("postgres", nameOf(url)).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE database_servers SET connections_reserved = 20");
    }

    assertRefusal(
        starting(url, Map.of("berth.database-servers.main.connection-budget", 19)),
        "berth.database-servers.main.connection-budget is 19, but cores have reserved 20 connections already");
  }

  @Test
  void itsDatabaseServersAreInTheRegistry() {
    String url = newDatabase();
    try (var _ = temporal();
        TestWorker worker = TestWorker.start(url, temporalPort)) {
      worker.started.join();

      assertThat(
              Registry.open(postgres.getDatabase("postgres", nameOf(url))).databaseServers().list())
          .extracting(DatabaseServer::name, DatabaseServer::host)
          .containsExactly(tuple("main", "main.example.com"));
    }
  }

  @Test
  void workersThatStartAtOnceOnAnEmptyDatabaseAllStart() {
    String url = newDatabase();
    try (var _ = temporal();
        TestWorker one = TestWorker.start(url, temporalPort);
        TestWorker two = TestWorker.start(url, temporalPort);
        TestWorker three = TestWorker.start(url, temporalPort)) {
      one.started.join();
      two.started.join();
      three.started.join();
    }
  }

  private ThrowingCallable starting(String url, Map<String, Object> settings) {
    return () -> {
      try (TestWorker worker = TestWorker.start(url, temporalPort, settings)) {
        worker.started.join();
      }
    };
  }

  private static void assertRefusal(ThrowingCallable start, String why) {
    assertThatThrownBy(start)
        .cause()
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The registry (berth.registry) refuses this worker: " + why)
        .hasMessageNotContainingAny("\n", "jdbc:", "hush-hush");
  }

  private PortBoundTestServer temporal() {
    return TestServer.createPortBoundServer(temporalPort);
  }

  private static String newDatabase() {
    String name = "startup" + DATABASES.incrementAndGet();
    sql("CREATE DATABASE " + name);
    return postgres.getJdbcUrl("postgres", name);
  }

  private static String nameOf(String url) {
    return url.replaceAll(".*/([^?]+).*", "$1");
  }

  private static void sql(String statement) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
