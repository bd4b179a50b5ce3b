package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.registry.DatabaseError;
import dev.berth.registry.Registry;
import dev.berth.registry.Schema;
import dev.berth.worker.Configuration;
import dev.berth.worker.Configuration.RegistryDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL answers, and the registry's tables are this build's and this installation's. */
final class RegistryCheck {
  private static final String SUBJECT = "registry";
  private static final int SECONDS = 5;

  private RegistryCheck() {}

  static List<Finding> of(Configuration configuration) {
    PGSimpleDataSource database = database(configuration.registry());
    try {
      return List.of(schema(Schema.of(database), database, configuration));
    } catch (SQLException | RuntimeException e) {
      String why = DatabaseError.of(e).map(DatabaseError::message).orElse(Doctor.oneLine(e));
      return List.of(
          problem(
              SUBJECT,
              "PostgreSQL: " + why,
              "start it, or correct berth.registry.url, user and password"));
    }
  }

  private static PGSimpleDataSource database(RegistryDatabase registry) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(registry.url());
    database.setUser(registry.user());
    database.setPassword(registry.password());
    database.setConnectTimeout(SECONDS);
    database.setSocketTimeout(SECONDS);
    return database;
  }

  private static Finding schema(
      Schema schema, PGSimpleDataSource database, Configuration configuration) {
    if (!schema.broken().isEmpty()) {
      return problem(
          SUBJECT,
          "no worker can bring its tables up to date: " + schema.broken().getFirst(),
          "restore what released migrations made; they are never edited");
    }
    if (!schema.pending().isEmpty() && !schema.mayMigrate()) {
      String user = configuration.registry().user();
      return problem(
          SUBJECT,
          "%s may not make the tables that it needs".formatted(user),
          "GRANT CREATE ON SCHEMA public TO \"%s\", or make it the database's owner"
              .formatted(user));
    }
    if (schema.applied().isEmpty()) {
      return note(SUBJECT, "has no tables yet", "start a worker: it makes them");
    }
    Optional<String> owner = Registry.open(database).installation();
    String ours = configuration.settings().installation();
    if (owner.isPresent() && !owner.get().equals(ours)) {
      return problem(
          SUBJECT,
          "belongs to installation '%s', not to '%s'".formatted(owner.get(), ours),
          "correct berth.installation, or use another database");
    }
    return versions(schema);
  }

  static Finding versions(Schema schema) {
    String here = schema.applied().getLast();
    if (!schema.newer().isEmpty()) {
      return note(
          SUBJECT,
          "is at version %s, this build knows %s".formatted(schema.newer().getLast(), here),
          "use the newer build; the release just before it works too");
    }
    return schema.pending().isEmpty()
        ? ok(SUBJECT, "its tables are at version " + here)
        : note(
            SUBJECT,
            "is at version %s, this build needs %s".formatted(here, schema.pending().getLast()),
            "start a worker of this build: it migrates");
  }
}
