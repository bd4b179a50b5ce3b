package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.Migration;
import dev.berth.registry.Migration.Roles;
import dev.berth.registry.Registry;
import dev.berth.registry.core.DatabaseServer;
import io.temporal.testserver.TestServer;
import io.temporal.testserver.TestServer.PortBoundTestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the start of a worker until it polls, with servers that come and go. */
class StartupTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final int temporalPort = TestWorker.freePort();
  private final TestPostgres.Database database = TestPostgres.newDatabase();
  private final String url = database.url() + "?user=postgres";

  @Test
  void itWaitsForPostgresAndThenForTemporalAndSaysSo(@TempDir Path data) throws IOException {
    int postgresPort = TestWorker.freePort();
    try (EmbeddedPostgres before = server(data, postgresPort)) {
      Registry.migrate(before.getPostgresDatabase(), "test");
    }
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

      try (var _ = server(data, postgresPort)) {
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

  private static EmbeddedPostgres server(Path data, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  @Test
  void itIsDownWhileTemporalIsAwayAndComesBackByItself() {
    Registry.migrate(database.asAdmin(), "test");
    PortBoundTestServer temporal = temporal();
    try (TestWorker worker = TestWorker.start(url, temporalPort)) {
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
    Registry.migrate(database.asAdmin(), "test");
    try (var _ = temporal();
        TestWorker worker = TestWorker.start(url, temporalPort)) {
      worker.started.join();

      database.refuse();
      await().atMost(PATIENCE).until(() -> worker.health().status() == 503);
      assertThat(worker.health().text())
          .contains(
              "\"registry\":{\"name\":\"berth-worker\",\"status\":\"DOWN\",\"details\":\"FATAL: ")
          .doesNotContain("jdbc:", "hush-hush");

      database.allow();
      await().atMost(PATIENCE).until(() -> worker.health().status() == 200);
    }
  }

  @Test
  void itRefusesTheRegistryOfAnotherInstallation() {
    Registry.migrate(database.asAdmin(), "another");

    assertRefusal(
        starting(url, Map.of()),
        "This registry belongs to installation 'another', not to 'test': set berth.installation to 'another', or use another database.");
  }

  @Test
  void itRefusesADatabaseThatDoesNotExist() {
    String nowhere = url.replaceFirst("/test", "/nowhere");

    assertRefusal(starting(nowhere, Map.of()), "FATAL: database \"nowhere");
  }

  @Test
  void itRefusesARegistryThatIsNotMigratedAndMakesNothingInIt() throws SQLException {
    String sentence = "The registry has no tables yet: run 'berth migrate'.";
    assertRefusal(starting(url, Map.of()), sentence);
    assertRefusal(starting(url, Map.of()), sentence);
  }

  @Test
  void itRefusesABudgetBelowWhatCoresHaveReserved() throws SQLException {
    Registry.migrate(database.asAdmin(), "test")
        .databaseServers()
        .put(new DatabaseServer("main", "us-east-1", "main.example.com", 5432, "/admin", 150, 0));
    database.execute("UPDATE database_servers SET connections_reserved = 20");

    assertRefusal(
        starting(url, Map.of("berth.database-servers.main.connection-budget", 19)),
        "berth.database-servers.main.connection-budget is 19, but cores have reserved 20 connections already");
  }

  @Test
  void itsDatabaseServersAreInTheRegistry() {
    Registry.migrate(database.asAdmin(), "test");
    try (var _ = temporal();
        TestWorker worker = TestWorker.start(url, temporalPort)) {
      worker.started.join();

      assertThat(Registry.open(database.asAdmin()).databaseServers().list())
          .extracting(DatabaseServer::name, DatabaseServer::host)
          .containsExactly(tuple("main", "main.example.com"));
    }
  }

  @Test
  void workersThatStartAtOnceOnANewRegistryUnderTheirOwnRoleAllStart() throws SQLException {
    String role = "worker_of_" + database.name();
    database.execute("CREATE ROLE %s LOGIN".formatted(role));
    Migration.Done _ = Migration.run(database.asAdmin(), "test", new Roles(role, role));
    String url = database.url() + "?user=" + role;
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
}
