package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;
import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.registry.DatabaseError;
import dev.berth.registry.RegistryRefusal;
import dev.berth.registry.Schema;
import dev.berth.worker.Configuration;
import dev.berth.worker.Configuration.RegistryDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL answers, and the registry's tables are this build's and this installation's. */
final class RegistryCheck {
  private static final String SUBJECT = "registry";

  private RegistryCheck() {}

  static List<Finding> of(Configuration configuration, Duration patience) {
    PGSimpleDataSource database = database(configuration.registry(), patience);
    try {
      return List.of(versions(Schema.require(database, configuration.settings().installation())));
    } catch (RegistryRefusal refusal) {
      return List.of(refused(refusal));
    } catch (SQLException | RuntimeException e) {
      String why = DatabaseError.of(e).map(DatabaseError::message).orElse(Doctor.oneLine(e));
      return List.of(
          problem(
              SUBJECT,
              "PostgreSQL: " + why,
              "start it, or correct berth.registry.url, user and password"));
    }
  }

  private static PGSimpleDataSource database(RegistryDatabase registry, Duration patience) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(registry.url());
    database.setUser(registry.user());
    database.setPassword(registry.password());
    database.setConnectTimeout((int) patience.toSeconds());
    database.setSocketTimeout((int) patience.toSeconds());
    return database;
  }

  /** The subject of the line is the registry already. */
  private static Finding refused(RegistryRefusal refusal) {
    return problem(
        SUBJECT, refusal.what().replaceFirst("^(The|This) registry ", ""), refusal.remedy());
  }

  private static Finding versions(Schema schema) {
    String here = schema.applied().getLast();
    return schema.newer().isEmpty()
        ? ok(SUBJECT, "its tables are at version " + here)
        : note(
            SUBJECT,
            "is at version %s, this build knows %s".formatted(schema.newer().getLast(), here),
            "use the newer build; the release just before it works too");
  }
}
