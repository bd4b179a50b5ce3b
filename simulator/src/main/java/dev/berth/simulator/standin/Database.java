package dev.berth.simulator.standin;

import java.net.ConnectException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The core's tables in PostgreSQL. One connection for everyone, where the real core holds ten: a
 * laptop has many cores and one database server.
 */
final class Database implements Storage {

  /** How long the real core's pool waits for a connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final String TABLES =
      """
      SELECT pg_advisory_xact_lock(3567);
      CREATE TABLE IF NOT EXISTS apps (
        app_id VARCHAR(64) PRIMARY KEY, created_at_time BIGINT);
      CREATE TABLE IF NOT EXISTS tenants (
        app_id VARCHAR(64) REFERENCES apps ON DELETE CASCADE,
        tenant_id VARCHAR(64), created_at_time BIGINT, PRIMARY KEY (app_id, tenant_id));
      CREATE TABLE IF NOT EXISTS key_value (
        app_id VARCHAR(64), tenant_id VARCHAR(64), name VARCHAR(128), value TEXT,
        created_at_time BIGINT, PRIMARY KEY (app_id, tenant_id, name));
      CREATE TABLE IF NOT EXISTS all_auth_recipe_users (
        app_id VARCHAR(64), tenant_id VARCHAR(64), user_id CHAR(36),
        time_joined BIGINT, PRIMARY KEY (app_id, tenant_id, user_id));
      INSERT INTO apps VALUES ('public', 0) ON CONFLICT DO NOTHING;
      INSERT INTO tenants VALUES ('public', 'public', 0) ON CONFLICT DO NOTHING;
      """;

  private final DatabaseAddress address;
  private final ReentrantLock turn = new ReentrantLock();
  private Connection connection;

  private Database(DatabaseAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  /** Waits while the server refuses connections; anything else ends the start. */
  static Database open(DatabaseAddress address) throws InterruptedException {
    while (true) {
      try {
        Connection connection = connect(address);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          statement.execute(TABLES);
        }
        connection.commit();
        connection.setAutoCommit(true);
        return new Database(address, connection);
      } catch (SQLException failure) {
        if (!(failure.getCause() instanceof ConnectException)) {
          throw new CannotStart(failure.getMessage());
        }
        System.err.println("Waiting for the database: " + failure.getMessage());
        Thread.sleep(RETRY);
      }
    }
  }

  private static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }

  @Override
  public void read() throws SQLException {
    number("SELECT count(*) FROM key_value");
  }

  @Override
  public long users() throws SQLException {
    return number("SELECT count(*) FROM all_auth_recipe_users");
  }

  /** Tries for as long as the real core's pool would, and blocks its thread meanwhile. */
  private long number(String query) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (turn.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        try {
          return answer(query);
        } catch (SQLException failure) {
          connection.close();
          if (System.nanoTime() > end) {
            throw failure;
          }
        } finally {
          turn.unlock();
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw new SQLException("Connection is not available");
  }

  private long answer(String query) throws SQLException {
    if (connection.isClosed()) {
      connection = connect(address);
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
