package dev.berth.worker;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One real PostgreSQL for all tests of this module; every test takes a database of its own. */
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  /** A new, empty database. */
  public record Database(String name) {
    /** As the superuser. */
    public DataSource asAdmin() {
      return Server.INSTANCE.getDatabase("postgres", name);
    }

    /** Without a user. */
    public String url() {
      return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(Server.INSTANCE.getPort(), name);
    }

    /** Runs a statement as the superuser. */
    public void execute(String sql) {
      TestPostgres.execute(asAdmin(), sql);
    }

    /** Ends all its connections, and accepts no new ones. */
    public void refuse() {
      admin("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      admin(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    /** Undoes {@link #refuse}. */
    public void allow() {
      admin("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }
  }

  /** A new database. */
  public static Database newDatabase() {
    String name = "test" + DATABASES.incrementAndGet();
    admin("CREATE DATABASE " + name);
    return new Database(name);
  }

  private static void admin(String sql) {
    execute(Server.INSTANCE.getPostgresDatabase(), sql);
  }

  private static void execute(DataSource on, String sql) {
    try (Connection connection = on.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
