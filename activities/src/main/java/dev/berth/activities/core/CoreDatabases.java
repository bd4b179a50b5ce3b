package dev.berth.activities.core;

import com.google.errorprone.annotations.FormatMethod;
import dev.berth.activities.attempt.Lease;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.TypedFailures;
import dev.berth.model.FailureType;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.workflows.operation.Bounds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The servers on which cores have a role and a database. Both are named by the core id and shared
 * by all generations: each change looks at the registry first, while it holds the core's lock.
 */
public final class CoreDatabases {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** The server gives up first, so that no statement runs on without its caller. */
  private static final Duration LATER = Duration.ofSeconds(2);

  private final Context context;
  private final Duration limit;

  /** The context's registry knows the servers, its store the secrets of their admins. */
  public CoreDatabases(Context context) {
    this(context, Bounds.ANSWER);
  }

  CoreDatabases(Context context, Duration limit) {
    this.context = context;
    this.limit = limit;
  }

  /** What is done over a connection of a server's admin. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T over(Connection admin) throws SQLException;
  }

  /**
   * Works on the role and database of one core while no other process does. A session that is idle
   * for longer than the limit has lost the lock: what its owner does after that fails.
   */
  public <T> T alone(String server, String coreId, Work<T> work) {
    return on(
        server,
        admin -> {
          try (PreparedStatement lock =
              admin.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, coreId);
            lock.execute();
          }
          return work.over(admin);
        });
  }

  /** All roles of a server, those that are no core's included. */
  public List<CoreRole> roles(String server) {
    return on(server, admin -> roles(admin, "%"));
  }

  /** The role of a core. */
  public static Optional<CoreRole> find(Connection admin, String coreId) throws SQLException {
    return roles(admin, coreId).stream().findFirst();
  }

  /** Drops database and role of a core; harmless when they do not exist. */
  public static void drop(Connection admin, String coreId) throws SQLException {
    execute(admin, "DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)", coreId);
    execute(admin, "DROP ROLE IF EXISTS \"%s\"", coreId);
  }

  @FormatMethod
  static void execute(Connection admin, String sql, Object... values) throws SQLException {
    Lease.require();
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql.formatted(values));
    }
  }

  /** The comment proves nothing when the database of the role's name is another role's. */
  private static List<CoreRole> roles(Connection admin, String like) throws SQLException {
    try (PreparedStatement query =
        admin.prepareStatement(
            """
            SELECT r.rolname, d.oid IS NOT NULL, CASE WHEN d.datdba <> r.oid THEN ''
                     ELSE coalesce(shobj_description(r.oid, 'pg_authid'), '') END
            FROM pg_roles r LEFT JOIN pg_database d ON d.datname = r.rolname WHERE r.rolname LIKE ?
            """)) {
      query.setString(1, like);
      try (ResultSet row = query.executeQuery()) {
        List<CoreRole> roles = new ArrayList<>();
        while (row.next()) {
          List<String> operations = List.of(row.getString(3).split(" "));
          roles.add(new CoreRole(row.getString(1), operations, row.getBoolean(2)));
        }
        return roles;
      }
    }
  }

  /**
   * A connection of a server's admin.
   *
   * @param admin its {@code user} and {@code password}
   * @param connect how long connecting may take
   * @param answer how long one answer may take
   */
  public static Connection connect(
      DatabaseServer server, Map<String, String> admin, Duration connect, Duration answer)
      throws SQLException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setServerNames(new String[] {server.host()});
    database.setPortNumbers(new int[] {server.port()});
    database.setDatabaseName("postgres");
    // Else a role that may create in a schema on the path answers the admin's queries, as the
    // admin.
    database.setOptions("-c search_path=pg_catalog");
    database.setConnectTimeout((int) connect.toSeconds());
    database.setSocketTimeout((int) answer.toSeconds());
    return database.getConnection(admin.get("user"), admin.get("password"));
  }

  private <T> T on(String name, Work<T> work) {
    DatabaseServer server =
        context
            .registry()
            .databaseServers()
            .find(name)
            .orElseThrow(
                () -> Fail.terminal(FailureType.INVALID, "database server %s is not known", name));
    Map<String, String> secret = secret(server);
    try (Connection admin = connect(server, secret, CONNECT, limit.plus(LATER))) {
      limit(admin);
      return work.over(admin);
    } catch (SQLException e) {
      throw Fail.retryable(FailureType.TRANSIENT, "database server %s: %s", name, e.getMessage());
    }
  }

  private Map<String, String> secret(DatabaseServer server) {
    try {
      return context
          .secrets()
          .find(server.region(), server.adminSecret())
          .orElseThrow(
              () ->
                  Fail.terminal(
                      FailureType.DENIED,
                      "the admin's secret %s of database server %s does not exist",
                      server.adminSecret(),
                      server.name()));
    } catch (AwsServiceException e) {
      throw TypedFailures.typed(e);
    }
  }

  /**
   * The server ends what a stalled worker left open, and its lock with it. PostgreSQL 13 has no
   * {@code idle_session_timeout}: there the lock lasts for as long as the connection.
   */
  private void limit(Connection admin) throws SQLException {
    try (PreparedStatement set =
        admin.prepareStatement(
            """
            SELECT set_config(name, ?, false) FROM pg_settings WHERE name IN
              ('statement_timeout', 'idle_session_timeout', 'idle_in_transaction_session_timeout')
            """)) {
      set.setString(1, Long.toString(limit.toMillis()));
      set.execute();
    }
  }
}
