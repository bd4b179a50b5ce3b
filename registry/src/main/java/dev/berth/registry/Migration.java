package dev.berth.registry;

import dev.berth.model.OperationKind;
import dev.berth.registry.change.Database;
import dev.berth.registry.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings a registry up to date under the role that owns its tables: {@code berth migrate}. It may
 * run at any time, again and several times at once; what is as it must be stays untouched.
 */
public final class Migration {
  private Migration() {}

  /** The roles of worker and starter in PostgreSQL. */
  public record Roles(String worker, String starter) {}

  /**
   * What a migration changed.
   *
   * @param version of the tables now
   * @param applied versions that it applied
   * @param named whether it wrote whose registry this is
   * @param kinds kinds of operations that it added
   * @param granted whether it changed what the roles may do
   * @param warnings sentences about what it could not change
   */
  public record Done(
      String version,
      List<String> applied,
      boolean named,
      List<String> kinds,
      boolean granted,
      List<String> warnings) {

    private Done with(boolean nowGranted, List<String> nowWarnings) {
      return new Done(version, applied, named, kinds, nowGranted, nowWarnings);
    }

    /** Whether everything was as it must be already. */
    public boolean nothing() {
      return applied.isEmpty() && !named && kinds.isEmpty() && !granted;
    }
  }

  /**
   * Migrates. Nothing is changed when it refuses.
   *
   * @param database as the owner
   * @throws SQLException when the database does not answer
   * @throws RegistryRefusal when it cannot, with what to do
   */
  public static Done run(DataSource database, String installation, Roles roles)
      throws SQLException {
    Schema.reach(
        database,
        "This role may not connect to the registry's database",
        "set BERTH_REGISTRY_OWNER to the role that owns it");
    Database owner = new Database(Jdbi.create(database));
    Grants.requireOwner(owner);
    Grants.requireRoles(owner, roles);
    Schema before = Schema.of(database);
    if (!before.newer().isEmpty()) {
      throw new RegistryRefusal(
          "The registry is at version %s, which this build does not know"
              .formatted(before.newer().getLast()),
          "run 'berth migrate' of the newer build");
    }
    Done made = tables(owner, database, before, installation);
    boolean granted = Grants.apply(owner, roles);
    return made.with(granted, Grants.warnings(owner, roles));
  }

  /**
   * Tables and rows alone, for tests that are owner and user in one.
   *
   * @throws RegistryRefusal when the registry belongs to another installation
   */
  static void tables(DataSource database, String installation) throws SQLException {
    Done _ =
        tables(new Database(Jdbi.create(database)), database, Schema.of(database), installation);
  }

  private static Done tables(
      Database owner, DataSource database, Schema before, String installation) {
    if (!before.broken().isEmpty()) {
      throw before.unfit().orElseThrow();
    }
    if (!before.applied().isEmpty()) {
      installation(owner).ifPresent(is -> Schema.requireOwner(Optional.of(is), installation));
    }
    Flyway flyway = Schema.migrations(database).load();
    List<String> applied = migrate(flyway);
    String version = flyway.info().current().getVersion().getVersion();
    return owner.in(
        tx -> {
          String name = "INSERT INTO installation (id) VALUES (?) ON CONFLICT DO NOTHING";
          boolean named = tx.execute(name, installation) > 0;
          Schema.requireOwner(installation(tx), installation);
          return new Done(version, applied, named, addKinds(tx), false, List.of());
        });
  }

  private static List<String> migrate(Flyway flyway) {
    try {
      return flyway.migrate().migrations.stream().map(migration -> migration.version).toList();
    } catch (FlywayException e) {
      if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
        throw new RegistryRefusal(
            "The database has tables that are not the registry's", "use a database of its own");
      }
      throw e;
    }
  }

  private static Optional<String> installation(Sql db) {
    return db.find(String.class, "SELECT id FROM installation");
  }

  private static List<String> addKinds(Sql tx) {
    String add = "INSERT INTO operation_kinds (kind) VALUES (?) ON CONFLICT DO NOTHING";
    return Stream.of(OperationKind.values())
        .map(OperationKind::word)
        .filter(kind -> tx.execute(add, kind) > 0)
        .toList();
  }
}
