package dev.berth.simulator.standin;

import static dev.berth.simulator.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a core behaves towards its database. */
class StandInDatabaseTest {

  private static final String PASSWORD = "p@ss/w:rd+1";
  private static final String ENCODED_PASSWORD = "p%40ss%2Fw%3Ard+1";

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    Path data = folder.resolve("data");
    postgres = EmbeddedPostgres.builder().setDataDirectory(data).start();
    sql("CREATE ROLE core LOGIN PASSWORD '" + PASSWORD + "'");
    sql("CREATE DATABASE cores OWNER core");
    Files.writeString(
        data.resolve("pg_hba.conf"),
        """
        host all core all scram-sha-256
        host all all all trust
        """);
    sql("SELECT pg_reload_conf()");
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static void sql(String statement) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement work = connection.createStatement()) {
      work.execute(statement);
    }
  }

  private static Map<String, String> uri(String host, String password, String database) {
    return Map.of(
        "POSTGRESQL_CONNECTION_URI",
        "postgresql://core:%s@%s:%d/%s".formatted(password, host, postgres.getPort(), database));
  }

  private static Map<String, String> uri(String host) {
    return uri(host, ENCODED_PASSWORD, "cores");
  }

  private static List<String> tables() throws SQLException {
    try (Connection connection = postgres.getDatabase("postgres", "cores").getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT string_agg(tablename, ',') FROM pg_tables WHERE tableowner = 'core'")) {
      row.next();
      return List.of(row.getString(1).split(",", -1));
    }
  }

  @Test
  void itsTablesExistWhenItIsReadyAndASecondStartFindsThem() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (CoreProcess core = CoreProcess.start(uri("127.0.0.1")).ready()) {
        assertThat(tables())
            .containsExactlyInAnyOrder("apps", "tenants", "key_value", "all_auth_recipe_users");
        assertThat(core.get("/users/count").body()).contains("\"count\":0");
      }
    }
  }

  @Test
  void partsDoInsteadOfAUri() throws Exception {
    Path passwordFile = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Map<String, String> parts =
        Map.of(
            "POSTGRESQL_USER", "core",
            "POSTGRESQL_HOST", "127.0.0.1",
            "POSTGRESQL_PORT", String.valueOf(postgres.getPort()),
            "POSTGRESQL_DATABASE_NAME", "cores",
            "POSTGRESQL_PASSWORD_FILE", passwordFile.toString());
    try (CoreProcess core = CoreProcess.start(parts, "--no-in-mem-db").ready()) {
      assertThat(core.get("/users/count").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itWaitsDeafWhileThePortRefusesAndStartsByItself() throws Exception {
    try (Relay relay = new Relay(postgres.getPort());
        CoreProcess core = CoreProcess.start(uri(relay.host()))) {
      eventually("it waits", () -> core.log().contains("refused"));
      StandInCoreTest.assertDeaf(core);

      relay.open();

      assertThat(core.ready().get("/hello").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aMissingDatabaseAndAWrongPasswordEndTheStart() throws Exception {
    try (CoreProcess core = CoreProcess.start(uri("127.0.0.1", ENCODED_PASSWORD, "nowhere"))) {
      assertThat(core.exitCode()).isEqualTo(1);
      assertThat(core.log()).contains("FATAL: database \"nowhere\" does not exist");
    }
    try (CoreProcess core = CoreProcess.start(uri("127.0.0.1", "wrong", "cores"))) {
      assertThat(core.exitCode()).isEqualTo(1);
      assertThat(core.log()).contains("FATAL: password authentication failed for user \"core\"");
    }
  }

  @Test
  void aLostDatabaseTurnsHelloRedExceptWhereItDoesNotAskAndItRecovers() throws Exception {
    try (Relay relay = new Relay(postgres.getPort()).open();
        CoreProcess core = CoreProcess.start(uri(relay.host())).ready()) {
      relay.shut();

      List<CompletableFuture<HttpResponse<String>>> asked =
          IntStream.range(0, 30).mapToObj(i -> core.ask("/hello")).toList();

      CompletableFuture<HttpResponse<String>> users = core.ask("/users/count");

      assertThat(asked.stream().map(answer -> answer.join().statusCode()).distinct())
          .containsExactlyInAnyOrder(200, 500);
      assertThat(users.join().statusCode()).isEqualTo(500);
      assertThat(core.get("/apiversion").statusCode()).isEqualTo(200);

      relay.open();

      assertThat(core.get("/users/count").statusCode()).isEqualTo(200);
      assertThat(core.get("/hello").statusCode()).isEqualTo(200);
    }
  }
}
