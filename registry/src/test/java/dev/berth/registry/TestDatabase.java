package dev.berth.registry;

import dev.berth.registry.Migration.Roles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One real PostgreSQL for all tests of this module; every test class takes a database of its own.
 */
final class TestDatabase {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TestDatabase() {}

  /** The roles that a registry is used under. */
  static final Roles ROLES = new Roles("berth_worker", "berth_starter");

  /**
   * A database, and the views that roles have of it.
   *
   * @param owner the role that owns it and its tables
   */
  record Database(String name, String owner) {
    DataSource asOwner() {
      return as(owner);
    }

    DataSource as(String role) {
      return Server.INSTANCE.getDatabase(role, name);
    }
  }

  /** A new, empty database with an owner of the same name. */
  static Database create() {
    String name = "test" + COUNT.incrementAndGet();
    execute("CREATE ROLE " + name + " LOGIN");
    execute("CREATE DATABASE " + name + " OWNER " + name);
    return new Database(name, name);
  }

  /** A database with the tables of a registry of installation {@code test}, made for its roles. */
  static Database migrated() {
    String name = "test" + COUNT.incrementAndGet();
    Database template = Template.INSTANCE;
    execute(
        "CREATE DATABASE " + name + " TEMPLATE " + template.name() + " OWNER " + template.owner());
    return new Database(name, template.owner());
  }

  private static final class Template {
    static final Database INSTANCE = make();

    private static Database make() {
      try {
        Database template = create();
        Migration.Done _ = Migration.run(template.asOwner(), "test", ROLES);
        return template;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** As the superuser. */
  static void execute(String statement) {
    execute(Server.INSTANCE.getPostgresDatabase(), statement);
  }

  static void execute(DataSource database, String statement) {
    try (var connection = database.getConnection();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        execute(server.getPostgresDatabase(), "CREATE ROLE berth_worker LOGIN");
        execute(server.getPostgresDatabase(), "CREATE ROLE berth_starter LOGIN");
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
