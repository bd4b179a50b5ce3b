package dev.berth.registry;

import dev.berth.registry.Migration.Roles;
import dev.berth.registry.change.Database;
import dev.berth.registry.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * What the roles of worker and starter may do with the registry's tables: the worker writes to all
 * but a few, the starter only where an operator's command takes effect at once. Neither can make a
 * table, or change what is in the event log.
 */
final class Grants {
  /** Written by the owner alone. */
  private static final Set<String> READ_ONLY =
      Set.of("installation", "operation_kinds", "flyway_schema_history");

  /**
   * Reached through functions that run as the owner, or through the table that they are part of.
   */
  private static final Set<String> HIDDEN = Set.of("event_position", "event_sequences");

  /** Of no use to a worker, which tells no caller from another. */
  private static final String KEYS = "api_keys";

  /** What may change of a key; not what it is good for. */
  private static final String KEY_CHANGES =
      "expires_at, last_used_at, last_used_from, revoked_at, replaced_by";

  /** All that a writer says of an event; its numbers and its time are the database's. */
  private static final String EVENT =
      "subject, type, version, actor, request_id, operation_id, before, after, reason";

  /**
   * The registry's tables, without partitions; not what an extension or a neighbour keeps there.
   */
  private static final String TABLES =
      """
      SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
        AND relkind IN ('r', 'p') AND NOT relispartition AND pg_has_role(relowner, 'USAGE') ORDER BY relname
      """;

  /** Every privilege of these roles and of PUBLIC. */
  private static final String PRIVILEGES =
      """
      WITH here AS (SELECT current_schema()::regnamespace AS schema), acls AS (
        SELECT 'schema' AS what, n.nspacl AS acl FROM pg_namespace n, here WHERE n.oid = schema
        UNION ALL SELECT 'database', datacl FROM pg_database WHERE datname = current_database()
        UNION ALL SELECT 'table ' || relname, relacl FROM pg_class, here WHERE relnamespace = schema
        UNION ALL SELECT 'column ' || c.relname || '.' || a.attname, a.attacl
                  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, here WHERE c.relnamespace = schema
        UNION ALL SELECT 'function ' || proname, proacl FROM pg_proc, here WHERE pronamespace = schema)
      SELECT what || ' ' || g.grantee || ' ' || g.privilege_type FROM acls, aclexplode(acl) g
      WHERE g.grantee = 0 OR pg_get_userbyid(g.grantee) IN (?, ?)
      """;

  private Grants() {}

  /**
   * Makes sure that this role can change the tables, or make them.
   *
   * @throws RegistryRefusal when it cannot
   */
  static void requireOwner(Sql db) {
    String me = text(db, "SELECT current_user");
    if (ask(db, "SELECT to_regclass('flyway_schema_history') IS NULL")) {
      if (!ask(db, "SELECT has_schema_privilege(current_schema(), 'CREATE')")) {
        throw new RegistryRefusal(
            "The role %s may not make tables here".formatted(me),
            "run ALTER DATABASE %s OWNER TO %s, or use the owner's role"
                .formatted(database(db), quoted(me)));
      }
      return;
    }
    String owner =
        text(
            db,
            "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'flyway_schema_history'::regclass");
    if (!mayBe(db, me, owner, "USAGE")) {
      throw new RegistryRefusal(
          "The role %s does not own the registry's tables, %s does".formatted(me, owner),
          "set BERTH_REGISTRY_OWNER to " + owner);
    }
  }

  /**
   * Makes sure that the roles are there, and are no owners.
   *
   * @throws RegistryRefusal when one is not as it must be
   */
  static void requireRoles(Sql db, Roles roles) {
    requireRole(db, roles.worker(), "--worker-role");
    requireRole(db, roles.starter(), "--starter-role");
  }

  private static void requireRole(Sql db, String role, String option) {
    if (!ask(db, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role)) {
      throw new RegistryRefusal(
          "The role %s does not exist".formatted(role),
          "run CREATE ROLE %s LOGIN PASSWORD '..', or name another one with %s"
              .formatted(quoted(role), option));
    }
    String owner = text(db, "SELECT current_user");
    if (mayBe(db, role, owner, "MEMBER")) {
      throw new RegistryRefusal(
          "The role %s has the rights of the owner %s, so that it could change the event log"
              .formatted(role, owner),
          "name another one with " + option);
    }
  }

  /**
   * Gives the roles what they need, and nothing else, in one transaction. When they have it already
   * the transaction is rolled back.
   *
   * @return whether anything was changed
   */
  static boolean apply(Database owner, Roles roles) {
    return owner.in(
        tx -> {
          tx.execute("SELECT pg_advisory_xact_lock(hashtext('berth/grants'))");
          Set<String> before = privileges(tx, roles);
          statements(tx, roles).forEach(tx::execute);
          boolean changed = !privileges(tx, roles).equals(before);
          if (!changed) {
            Handle _ = tx.with(Handle::rollback);
          }
          return changed;
        });
  }

  /** What this role could not revoke. */
  static List<String> warnings(Sql db, Roles roles) {
    List<String> warnings = new ArrayList<>(tableMakers(db, roles));
    if (ask(db, "SELECT has_database_privilege('public', current_database(), 'CONNECT')")) {
      String these =
          Stream.of(text(db, "SELECT current_user"), roles.worker(), roles.starter())
              .map(Grants::quoted)
              .collect(Collectors.joining(", "));
      warnings.add(
          "Every role may still connect: run GRANT CONNECT ON DATABASE %1$s TO %2$s and REVOKE CONNECT ON DATABASE %1$s FROM PUBLIC as the database's owner."
              .formatted(database(db), these));
    }
    return warnings;
  }

  private static List<String> tableMakers(Sql db, Roles roles) {
    return Stream.of(roles.worker(), roles.starter())
        .distinct()
        .filter(role -> ask(db, "SELECT has_schema_privilege(?, current_schema(), 'CREATE')", role))
        .map(
            role ->
                "The role %s may still make tables: run REVOKE CREATE ON SCHEMA %s FROM PUBLIC as the schema's owner."
                    .formatted(role, quoted(text(db, "SELECT current_schema()"))))
        .toList();
  }

  private static List<String> statements(Sql db, Roles roles) {
    String worker = quoted(roles.worker());
    String starter = quoted(roles.starter());
    String both = worker + ", " + starter;
    String schema = quoted(text(db, "SELECT current_schema()"));
    List<String> sql = new ArrayList<>();
    if (ask(
        db,
        "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()")) {
      sql.add("REVOKE CONNECT ON DATABASE %s FROM PUBLIC".formatted(database(db)));
      sql.add("GRANT CONNECT ON DATABASE %s TO %s".formatted(database(db), both));
    }
    if (ask(
        db,
        "SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = current_schema()")) {
      sql.add("REVOKE CREATE ON SCHEMA %s FROM PUBLIC, %s".formatted(schema, both));
      sql.add("GRANT USAGE ON SCHEMA %s TO %s".formatted(schema, both));
    }
    for (String table : db.list(String.class, TABLES)) {
      sql.add("REVOKE ALL ON %s FROM %s".formatted(table, both));
      boolean hidden = HIDDEN.contains(table) || table.equals(KEYS);
      if (!hidden) {
        sql.add("GRANT SELECT ON %s TO %s".formatted(table, both));
      }
      if (!hidden && !READ_ONLY.contains(table) && !table.equals("events")) {
        sql.add("GRANT INSERT, UPDATE, DELETE ON %s TO %s".formatted(table, worker));
      }
    }
    sql.add("GRANT INSERT (%s) ON events TO %s".formatted(EVENT, both));
    sql.add("GRANT EXECUTE ON FUNCTION next_event_position() TO " + both);
    sql.add("GRANT UPDATE ON hosts, images TO " + starter); // cordon, promote
    sql.add("GRANT INSERT, UPDATE ON pools TO " + starter);
    sql.add("GRANT INSERT, DELETE ON freezes TO " + starter);
    sql.add("GRANT SELECT, INSERT ON %s TO %s".formatted(KEYS, starter));
    sql.add("GRANT UPDATE (%s) ON %s TO %s".formatted(KEY_CHANGES, KEYS, starter));
    return sql;
  }

  private static Set<String> privileges(Sql db, Roles roles) {
    return Set.copyOf(db.list(String.class, PRIVILEGES, roles.worker(), roles.starter()));
  }

  private static boolean mayBe(Sql db, String role, String other, String how) {
    return ask(db, "SELECT pg_has_role(?, ?, ?)", role, other, how);
  }

  private static boolean ask(Sql db, String question, Object... values) {
    return db.find(Boolean.class, question, values).orElse(false);
  }

  private static String database(Sql db) {
    return quoted(text(db, "SELECT current_database()"));
  }

  private static String text(Sql db, String question) {
    return db.one(String.class, question);
  }

  private static String quoted(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
