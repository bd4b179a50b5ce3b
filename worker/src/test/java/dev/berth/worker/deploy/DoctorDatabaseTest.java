package dev.berth.worker.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.core.DatabaseServer;
import dev.berth.worker.doctor.Doctor;
import dev.berth.worker.doctor.Finding.Level;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The worker's doctor looks at a server for cores' databases. */
class DoctorDatabaseTest extends Examined {
  @Test
  void aDatabaseServerThatDoesNotServeHindersAndItsPasswordIsNotTold() throws Exception {
    DatabaseServer good = berth.registry.databaseServers().find("main").orElseThrow();
    String password = Servers.postgres().password();
    try (Connection connection = Servers.newDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP ROLE IF EXISTS doctors_reader");
      statement.execute("CREATE ROLE doctors_reader LOGIN PASSWORD '" + password + "'");
      statement.execute("GRANT CONNECT ON DATABASE postgres TO doctors_reader");
    }
    keep("reader", "doctors_reader", password);
    keep("stranger", "doctors_stranger", password);

    assertServer(server(good, "none", good.port()), "there is no secret /berth/none");
    assertServer(server(good, "reader", good.port()), "may not make roles and databases");
    assertServer(server(good, "stranger", good.port()), "password authentication failed");
    assertServer(server(good, "reader", 1), "Connection to 127.0.0.1:1 refused");
    asTheWorker();
    withhold("ssm:GetParameter");
    assertServer(good, "its secret may not be read");
  }

  @Test
  void databasesThatEveryRoleMayConnectToAreNamed() throws Exception {
    DatabaseServer server = berth.registry.databaseServers().find("main").orElseThrow();
    try (Connection connection = Servers.newDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS \"Open To All\"");
      statement.execute("CREATE DATABASE \"Open To All\"");
      try {
        assertThat(Doctor.examine(checks(List.of(server), "database main"), LIMIT))
            .singleElement()
            .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.NOTE))
            .satisfies(finding -> assertThat(finding.message()).contains("\"Open To All\""))
            .satisfies(finding -> assertThat(finding.remedy()).contains("\"Open To All\""));
      } finally {
        statement.execute("DROP DATABASE \"Open To All\"");
      }
    }
  }

  private void assertServer(DatabaseServer server, String message) throws IOException {
    assertThat(Doctor.examine(checks(List.of(server), "database main"), LIMIT))
        .singleElement()
        .satisfies(finding -> assertThat(finding.level()).isEqualTo(Level.PROBLEM))
        .satisfies(finding -> assertThat(finding.message()).contains(message))
        .satisfies(
            finding ->
                assertThat(finding.toString()).doesNotContain(Servers.postgres().password()));
  }

  private static DatabaseServer server(DatabaseServer good, String secret, int port) {
    return new DatabaseServer(
        good.name(), good.region(), good.host(), port, "/berth/" + secret, 10, 0);
  }

  private void keep(String secret, String user, String password) {
    berth.secrets.create(
        Berth.REGION, "/berth/" + secret, Map.of("user", user, "password", password), Map.of());
  }
}
