package dev.berth.activities.core;

import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.model.FailureType;
import dev.berth.registry.core.DatabaseServer;
import dev.berth.workflows.core.Databases;
import dev.berth.workflows.core.Deployment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Roles and databases on a server that Berth administers over an ordinary connection, as one does
 * on RDS.
 */
public final class DatabasesActivities implements Databases {
  private static final String DUPLICATE_OBJECT = "42710";
  private static final String DUPLICATE_DATABASE = "42P04";

  private final Context context;
  private final SecretsOfCore secrets;

  /** The context's registry knows the servers, its store the secrets of their admins. */
  public DatabasesActivities(Context context) {
    this.context = context;
    secrets = new SecretsOfCore(context);
  }

  @Override
  public void create(Deployment core) {
    String name = core.placement().coreId();
    String password = secrets.databasePassword(core);
    onServer(
        core,
        admin -> {
          if (ownerOf(admin, name).isEmpty()) {
            createRole(admin, name, core);
          }
          // The driver sends a SCRAM verifier: the password itself reaches neither the wire nor the
          // server's log.
          admin
              .unwrap(PGConnection.class)
              .alterUserPassword(name, password.toCharArray(), "scram-sha-256");
          createDatabase(admin, name);
        });
  }

  @Override
  public void drop(Deployment core) {
    context.refuseFrozen(core.request().region());
    String name = core.placement().coreId();
    onServer(
        core,
        admin -> {
          if (ownerOf(admin, name).filter(core.operationId()::equals).isPresent()) {
            execute(admin, "DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(name));
            execute(admin, "DROP ROLE IF EXISTS \"%s\"".formatted(name));
          }
        });
  }

  /**
   * The role and who made it become visible together, so that a half-made one is never taken for an
   * adopted one.
   */
  private static void createRole(Connection admin, String name, Deployment core)
      throws SQLException {
    admin.setAutoCommit(false);
    try {
      execute(
          admin,
          "CREATE ROLE \"%s\" LOGIN CONNECTION LIMIT %d"
              .formatted(name, core.placement().connections() + 2));
      execute(admin, "COMMENT ON ROLE \"%s\" IS '%s'".formatted(name, core.operationId()));
      execute(
          admin,
          "GRANT \"%s\" TO CURRENT_USER"
              .formatted(name)); // RDS: only a member may give a database away
      admin.commit();
    } catch (SQLException e) {
      admin.rollback();
      if (!DUPLICATE_OBJECT.equals(e.getSQLState())) {
        throw e;
      }
    } finally {
      admin.setAutoCommit(true);
    }
  }

  private static void createDatabase(Connection admin, String name) throws SQLException {
    try {
      // template0 takes no connections, so that many can copy it at once.
      execute(
          admin, "CREATE DATABASE \"%s\" OWNER \"%s\" TEMPLATE template0".formatted(name, name));
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw e;
      }
    }
    execute(admin, "REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC".formatted(name));
  }

  /** The operation that made the role; empty when there is no role. */
  private static Optional<String> ownerOf(Connection admin, String role) throws SQLException {
    try (PreparedStatement query =
        admin.prepareStatement(
            "SELECT coalesce(shobj_description(oid, 'pg_authid'), '') FROM pg_roles WHERE rolname = ?")) {
      query.setString(1, role);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static void execute(Connection admin, String sql) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * A connection of a server's admin.
   *
   * @param admin its {@code user} and {@code password}
   * @param connectSeconds how long connecting may take
   * @param answerSeconds how long one answer may take
   */
  public static Connection connect(
      DatabaseServer server, Map<String, String> admin, int connectSeconds, int answerSeconds)
      throws SQLException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setServerNames(new String[] {server.host()});
    database.setPortNumbers(new int[] {server.port()});
    database.setDatabaseName("postgres");
    database.setConnectTimeout(connectSeconds);
    database.setSocketTimeout(answerSeconds);
    return database.getConnection(admin.get("user"), admin.get("password"));
  }

  private interface Work {
    void with(Connection admin) throws SQLException;
  }

  private void onServer(Deployment core, Work work) {
    DatabaseServer server =
        context
            .registry()
            .databaseServers()
            .find(core.placement().databaseServer())
            .orElseThrow(
                () ->
                    Fail.terminal(
                        FailureType.INVALID,
                        "database server %s is not known",
                        core.placement().databaseServer()));
    Map<String, String> admin =
        context
            .secrets()
            .find(server.region(), server.adminSecret())
            .orElseThrow(
                () ->
                    Fail.terminal(
                        FailureType.DENIED,
                        "the admin's secret %s of database server %s does not exist",
                        server.adminSecret(),
                        server.name()));
    try (Connection connection = connect(server, admin, 10, 30)) {
      work.with(connection);
    } catch (SQLException e) {
      throw Fail.retryable(
          FailureType.TRANSIENT, "database server %s: %s", server.name(), e.getMessage());
    }
  }
}
