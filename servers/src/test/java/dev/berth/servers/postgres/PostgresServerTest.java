package dev.berth.servers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @TempDir Path folder;

  @Test
  void whatWasCommittedSurvivesASigkill() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder)) {
      execute(server, "CREATE DATABASE berth");
      execute(server, "CREATE TABLE core (id text)");
      int port = server.port();
      try (Connection open = server.dataSource("postgres").getConnection()) {
        execute(server, "INSERT INTO core VALUES ('before')");
        server.kill();
        assertThat(server.isAlive()).isFalse();
        assertThat(open.isValid(5)).isFalse();
      }

      server.restart();

      assertThat(server.port()).isEqualTo(port);
      assertThat(ask(server, "SELECT id FROM core")).isEqualTo("before");
    }
  }

  @Test
  void aCommitIsOnTheDiskBeforeItIsAnswered() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder)) {
      assertThat(ask(server, "SHOW fsync")).as("without a property").isEqualTo("on");
      assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
      assertThat(ask(server, "SHOW max_connections")).isEqualTo("500");
      assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aLaterServerContinuesWithTheData() throws Exception {
    try (PostgresServer first = PostgresServer.start(folder)) {
      execute(first, "CREATE TABLE core AS SELECT 'kept' AS id");
    }
    try (PostgresServer second = PostgresServer.start(folder)) {
      assertThat(ask(second, "SELECT id FROM core")).isEqualTo("kept");
    }
  }

  @Test
  void aDeadPostmastersNoteWithTheIdOfALivingProcessDoesNotStopAStart() throws Exception {
    try (PostgresServer first = PostgresServer.start(folder)) {
      first.kill();
      Path note = folder.resolve("cluster/data/postmaster.pid");
      String stale = Files.readString(note);
      Process stranger = new ProcessBuilder("sleep", "600").start();
      try {
        Files.writeString(note, stale.replaceFirst("\\d+", Long.toString(stranger.pid())));

        first.restart();

        assertThat(ask(first, "SELECT 1")).isEqualTo("1");
        assertThat(stranger.isAlive()).isTrue();
      } finally {
        stranger.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void nobodyComesInWithoutThePassword() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder)) {
      assertThatThrownBy(
              () ->
                  DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "guessed"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void rootWithoutUserNamespacesRunsItAsNobody() throws Exception {
    assumeTrue(
        Unprivileged.here() != Unprivileged.AS_WE_ARE && nobodyReachesTheCheckout(),
        "only root can give its server away, and only from a folder that is open to others");
    // As open to others as a checkout is; a test's own folder is closed.
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    try (PostgresServer server =
        PostgresServer.start(folder, 0, Optional.empty(), Unprivileged.AS_NOBODY)) {
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
      server.kill();
      server.restart();
      assertThat(ask(server, "SELECT 2")).isEqualTo("2");
    }
  }

  private static boolean nobodyReachesTheCheckout() {
    String root = Checkout.find(System.getenv()).root().toString();
    return Programs.run(
            Duration.ofSeconds(10), Unprivileged.AS_NOBODY.command(List.of("test", "-x", root)))
        .succeeded();
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.dataSource("postgres").getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }
}
