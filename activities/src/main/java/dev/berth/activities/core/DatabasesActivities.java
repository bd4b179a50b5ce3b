package dev.berth.activities.core;

import static dev.berth.activities.core.CoreDatabases.execute;

import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.model.FailureType;
import dev.berth.model.Placement;
import dev.berth.registry.Registry;
import dev.berth.workflows.core.Databases;
import dev.berth.workflows.core.Deployment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Roles and databases of cores that are deployed. A worker that stalled may come here after the
 * compensation, or in the next deployment: then nothing is changed.
 */
public final class DatabasesActivities implements Databases {
  private static final String DUPLICATE_DATABASE = "42P04";

  private final Context context;
  private final Registry registry;
  private final SecretsOfCore secrets;
  private final CoreDatabases databases;

  /** In this context. */
  public DatabasesActivities(Context context) {
    this.context = context;
    registry = context.registry();
    secrets = new SecretsOfCore(context);
    databases = new CoreDatabases(context);
  }

  @Override
  public void create(Deployment core) {
    Placement placement = core.placement();
    String name = placement.coreId();
    String password = secrets.databasePassword(core);
    databases.alone(
        placement.databaseServer(),
        name,
        admin -> {
          if (!registry.placements().holds(name, placement.generation())) {
            throw Fail.terminal(
                FailureType.SUPERSEDED,
                "generation %d of core %s is not its newest, or holds no slot any more: its role and database were left as they are",
                placement.generation(),
                name);
          }
          makeRole(admin, core);
          // The driver sends a SCRAM verifier: the password itself reaches neither the wire nor the
          // server's log.
          admin
              .unwrap(PGConnection.class)
              .alterUserPassword(name, password.toCharArray(), "scram-sha-256");
          makeDatabase(admin, name);
          return null;
        });
  }

  /** A core that was ready once keeps its database, and so does one that was deployed since. */
  @Override
  public void drop(Deployment core) {
    context.refuseFrozen(core.request().region());
    Placement placement = core.placement();
    String name = placement.coreId();
    databases.alone(
        placement.databaseServer(),
        name,
        admin -> {
          boolean ours =
              CoreDatabases.find(admin, name)
                  .filter(role -> role.operations().equals(List.of(core.operationId())))
                  .isPresent();
          boolean newest =
              registry
                  .cores()
                  .find(name)
                  .filter(known -> known.generation() == placement.generation())
                  .filter(known -> known.readyAt() == null)
                  .isPresent();
          if (ours && newest) {
            CoreDatabases.drop(admin, name);
          }
          return null;
        });
  }

  /** An operation that adopts the role is noted after those before it. */
  private static void makeRole(Connection admin, Deployment core) throws SQLException {
    String name = core.placement().coreId();
    Optional<CoreRole> found = CoreDatabases.find(admin, name);
    if (found.isEmpty()) {
      createRole(admin, core);
    } else if (!found.get().operations().contains(core.operationId())) {
      String before = String.join(" ", found.get().operations());
      note(admin, name, before + " " + core.operationId());
    }
  }

  /**
   * The role and its maker become visible together, so that a half-made one is never taken for an
   * adopted one.
   */
  private static void createRole(Connection admin, Deployment core) throws SQLException {
    String name = core.placement().coreId();
    admin.setAutoCommit(false);
    execute(
        admin,
        "CREATE ROLE \"%s\" LOGIN CONNECTION LIMIT %d",
        name,
        core.placement().connections() + 2);
    note(admin, name, core.operationId());
    // RDS: only a member may give a database away.
    execute(admin, "GRANT \"%s\" TO CURRENT_USER", name);
    admin.commit();
    admin.setAutoCommit(true);
  }

  private static void note(Connection admin, String role, String operations) throws SQLException {
    String literal = admin.unwrap(PGConnection.class).escapeLiteral(operations);
    execute(admin, "COMMENT ON ROLE \"%s\" IS '%s'", role, literal);
  }

  private static void makeDatabase(Connection admin, String name) throws SQLException {
    try {
      // template0 takes no connections, so that many can copy it at once.
      execute(admin, "CREATE DATABASE \"%1$s\" OWNER \"%1$s\" TEMPLATE template0", name);
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw e;
      }
    }
    execute(admin, "REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC", name);
  }
}
