package dev.berth.worker.doctor;

import static dev.berth.worker.doctor.Finding.note;
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
  private static final String MAY_MAKE =
      "SELECT rolsuper OR rolcreatedb AND rolcreaterole FROM pg_roles WHERE rolname = current_user";

  private static final String OPEN_TO_ALL =
      """
      SELECT string_agg(quote_ident(datname), ', ' ORDER BY datname) FROM pg_database
      WHERE datallowconn AND EXISTS (
        SELECT FROM aclexplode(coalesce(datacl, acldefault('d', datdba)))
        WHERE grantee = 0 AND privilege_type = 'CONNECT')
      """;

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

  private static String answer(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private static Finding asked(
      String subject, DatabaseServer server, Map<String, String> admin, Duration patience) {
    try (Connection connection = CoreDatabases.connect(server, admin, patience, patience);
        Statement statement = connection.createStatement()) {
      if (!"t".equals(answer(statement, MAY_MAKE))) {
        return problem(
            subject,
            "its admin may not make roles and databases",
            "ALTER ROLE \"%s\" CREATEROLE CREATEDB".formatted(admin.get("user")));
      }
      String open = answer(statement, OPEN_TO_ALL);
      return open == null
          ? ok(subject, "answers, and its admin may make roles and databases")
          : note(
              subject,
              "every core's role may connect to other databases than its own: " + open,
              "as their owner: GRANT CONNECT ON DATABASE postgres TO \"%s\", the same for other roles that need it, then REVOKE CONNECT, TEMPORARY ON DATABASE %s FROM PUBLIC"
                  .formatted(admin.get("user"), open));
    } catch (SQLException e) {
      return problem(
          subject,
          DatabaseError.of(e).map(DatabaseError::message).orElse("does not answer"),
          "start it, or correct berth.database-servers.%s and its secret".formatted(server.name()));
    }
  }
}
