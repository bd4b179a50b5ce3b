package dev.berth.local.world;

import dev.berth.registry.Migration;
import dev.berth.registry.Migration.Roles;
import dev.berth.registry.RegistryRefusal;
import dev.berth.servers.postgres.PostgresServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The registry's database with its three roles, as an operator makes them: the owner migrates,
 * worker and starter have their own. Each start gives them new passwords.
 */
record RegistryDatabase(String url, Login worker, Login starter) {
  static final String NAME = "berth";

  /** A role and its password. */
  record Login(String user, String password) {
    static Login of(String user) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      return new Login(user, HexFormat.of().formatHex(random));
    }
  }

  /**
   * Makes what is missing and migrates.
   *
   * @throws IllegalStateException when a registry is there that this build cannot migrate
   */
  static RegistryDatabase prepare(PostgresServer server) {
    Login owner = Login.of("berth");
    RegistryDatabase registry =
        new RegistryDatabase(
            server.jdbcUrl(NAME), Login.of("berth_worker"), Login.of("berth_starter"));
    try (Connection connection = server.dataSource("postgres").getConnection();
        Statement statement = connection.createStatement()) {
      makeRole(statement, owner);
      makeRole(statement, registry.worker);
      makeRole(statement, registry.starter);
      if (!finds(statement, "SELECT FROM pg_database WHERE datname = '%s'".formatted(NAME))) {
        statement.execute("CREATE DATABASE %s OWNER %s".formatted(NAME, owner.user()));
      }
      // The roles of cores are on the same server: each reaches its own database only.
      statement.execute("REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC");
      Migration.Done _ =
          Migration.run(
              registry.as(owner),
              World.INSTALLATION,
              new Roles(registry.worker.user(), registry.starter.user()));
      return registry;
    } catch (RegistryRefusal e) {
      throw new IllegalStateException(
          e.getMessage() + " To forget this world instead: ./berth up --fresh", e);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "could not prepare the registry's database: " + e.getMessage(), e);
    }
  }

  private PGSimpleDataSource as(Login login) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    database.setUser(login.user());
    database.setPassword(login.password());
    return database;
  }

  private static void makeRole(Statement statement, Login login) throws SQLException {
    if (!finds(statement, "SELECT FROM pg_roles WHERE rolname = '%s'".formatted(login.user()))) {
      statement.execute("CREATE ROLE %s LOGIN".formatted(login.user()));
    }
    statement.execute("ALTER ROLE %s PASSWORD '%s'".formatted(login.user(), login.password()));
  }

  private static boolean finds(Statement statement, String query) throws SQLException {
    return statement.executeQuery(query).next();
  }
}
