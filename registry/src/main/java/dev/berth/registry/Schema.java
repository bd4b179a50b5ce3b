package dev.berth.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * A registry's tables next to those that this build knows. Looking changes nothing.
 *
 * @param applied versions of this build that the registry has
 * @param pending versions that it lacks: a worker makes them at its start
 * @param newer versions that only a newer build knows
 * @param broken why no worker can bring it up to date, in Flyway's words
 * @param mayMigrate whether this role may make tables
 */
public record Schema(
    List<String> applied,
    List<String> pending,
    List<String> newer,
    List<String> broken,
    boolean mayMigrate) {

  static FluentConfiguration migrations(DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:dev/berth/registry/migrations");
  }

  /**
   * Looks at a registry.
   *
   * @throws SQLException when the database does not answer
   */
  public static Schema of(DataSource database) throws SQLException {
    boolean mayMigrate = mayMakeTables(database);
    MigrationInfo[] all = migrations(database).load().info().all();
    return new Schema(
        versions(all, state -> state == MigrationState.SUCCESS),
        versions(all, state -> state == MigrationState.PENDING),
        versions(all, state -> state == MigrationState.FUTURE_SUCCESS),
        migrations(database)
            .ignoreMigrationPatterns("*:pending", "*:future")
            .load()
            .validateWithResult()
            .invalidMigrations
            .stream()
            .map(wrong -> wrong.errorDetails.errorMessage.lines().findFirst().orElse(""))
            .toList(),
        mayMigrate);
  }

  private static List<String> versions(MigrationInfo[] all, Predicate<MigrationState> in) {
    return Stream.of(all)
        .filter(one -> in.test(one.getState()))
        .map(one -> one.getVersion().getVersion())
        .toList();
  }

  private static boolean mayMakeTables(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery("SELECT has_schema_privilege(current_schema(), 'CREATE')")) {
      return answer.next() && answer.getBoolean(1);
    }
  }
}
