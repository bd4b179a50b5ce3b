package dev.berth.servers.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A database as it was once, and put back in its place. Restoring it ends all connections. */
public final class Backup {
  private final PostgresServer server;
  private final String name;

  private Backup(PostgresServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /** Backs a database up, as it is now. */
  public static Backup of(PostgresServer server, DataSource database) {
    try (Connection connection = database.getConnection()) {
      return of(server, connection.getCatalog());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Backs the database of this name up. */
  public static Backup of(PostgresServer server, String name) {
    Backup backup = new Backup(server, name);
    // PostgreSQL copies only a database without connections.
    backup.execute("ALTER DATABASE %s ALLOW_CONNECTIONS false");
    backup.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '%s'");
    backup.execute("CREATE DATABASE %1$s_backup TEMPLATE %1$s");
    backup.execute("ALTER DATABASE %s ALLOW_CONNECTIONS true");
    return backup;
  }

  /** Puts it in the place of what was backed up. */
  public void restore() {
    execute("DROP DATABASE %s WITH (FORCE)");
    execute("ALTER DATABASE %1$s_backup RENAME TO %1$s");
  }

  private void execute(String sql) {
    try (Connection connection = server.dataSource("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(name));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
