package dev.berth.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.servers.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDatabaseTest {
  @TempDir private Path folder;

  @Test
  void theRoleOfACoreReachesNoDatabaseOfTheServerButItsOwn() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder)) {
      RegistryDatabase.prepare(server);
      RegistryDatabase.prepare(server);
      List<String> databases = new ArrayList<>();
      try (Connection admin = server.dataSource("postgres").getConnection();
          Statement statement = admin.createStatement()) {
        statement.execute("CREATE ROLE core LOGIN PASSWORD 'p'");
        ResultSet row =
            statement.executeQuery("SELECT datname FROM pg_database WHERE datallowconn");
        while (row.next()) {
          databases.add(row.getString(1));
        }
      }

      assertThat(databases).contains("postgres", "template1", RegistryDatabase.NAME);
      for (String database : databases) {
        assertThatThrownBy(
                () -> DriverManager.getConnection(server.jdbcUrl(database), "core", "p").close())
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("permission denied for database");
      }
    }
  }
}
