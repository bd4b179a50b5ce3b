package dev.berth.starter;

import dev.berth.registry.Migration.Roles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this module; every starter takes a database of its own. */
final class TestDatabase {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The roles that a registry is used under. */
  static final Roles ROLES = new Roles("berth_worker", "berth_starter");

  private TestDatabase() {}

  /** The JDBC URL of a new, empty database, without a user. */
  static String create() {
    String name = "test" + COUNT.incrementAndGet();
    try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(Server.INSTANCE.getPort(), name);
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        try (var connection = server.getPostgresDatabase().getConnection();
            var statement = connection.createStatement()) {
          statement.execute("CREATE ROLE berth_worker LOGIN");
          statement.execute("CREATE ROLE berth_starter LOGIN");
        }
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
