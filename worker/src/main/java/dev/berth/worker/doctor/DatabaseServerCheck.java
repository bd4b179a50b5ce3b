package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.ok;
import static dev.berth.worker.doctor.Finding.problem;

import dev.berth.activities.aws.SecretStore;
import dev.berth.activities.core.CoreDatabases;
import dev.berth.registry.DatabaseError;
import dev.berth.registry.core.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** A server for cores' databases answers to the admin whose secret is kept for it. */
final class DatabaseServerCheck {
  private DatabaseServerCheck() {}

  static List<Finding> of(DatabaseServer server, SecretStore secrets, Duration patience) {
    String subject = "database " + server.name();
    Optional<Map<String, String>> admin;
    try {
      admin = secrets.find(server.region(), server.adminSecret());
    } catch (SsmException e) {
      if (!Answers.denied(e)) {
        throw e;
      }
      return List.of(
          problem(
              subject,
              "its secret may not be read: " + Answers.words(e),
              "allow it: docs/permissions.md"));
    }
    return List.of(
        admin
            .map(known -> asked(subject, server, known, patience))
            .orElseGet(
                () ->
                    problem(
                        subject,
                        "there is no secret " + server.adminSecret(),
                        "aws ssm put-parameter --type SecureString --region %s --name %s --value {\"user\":..,\"password\":..}"
                            .formatted(server.region(), server.adminSecret()))));
  }

  private static Finding asked(
      String subject, DatabaseServer server, Map<String, String> admin, Duration patience) {
    try (Connection connection = CoreDatabases.connect(server, admin, patience, patience);
        Statement statement = connection.createStatement();
        ResultSet may =
            statement.executeQuery(
                "SELECT rolsuper OR rolcreatedb AND rolcreaterole FROM pg_roles WHERE rolname = current_user")) {
      return may.next() && may.getBoolean(1)
          ? ok(subject, "answers, and its admin may make roles and databases")
          : problem(
              subject,
              "its admin may not make roles and databases",
              "ALTER ROLE \"%s\" CREATEROLE CREATEDB".formatted(admin.get("user")));
    } catch (SQLException e) {
      return problem(
          subject,
          DatabaseError.of(e).map(DatabaseError::message).orElse("does not answer"),
          "start it, or correct berth.database-servers.%s and its secret".formatted(server.name()));
    }
  }
}
