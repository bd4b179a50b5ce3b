package dev.berth.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
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
 * @param pending versions that it lacks
 * @param newer versions that only a newer build knows
 * @param contracted those of the newer versions that removed something, so that older builds fail
 * @param broken why {@code berth migrate} cannot bring it up to date, in Flyway's words
 */
public record Schema(
    List<String> applied,
    List<String> pending,
    List<String> newer,
    List<String> contracted,
    List<String> broken) {

  /** How the description of a migration begins that the previous release does not survive. */
  private static final String CONTRACT = "contract";

  private static final String DENIED = "42501";
  private static final String UNREADABLE = "This role may not read the registry's tables";
  private static final String NAME_IT =
      "name it to 'berth migrate', as --worker-role or --starter-role";

  static FluentConfiguration migrations(DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:dev/berth/registry/migrations");
  }

  /**
   * Connects once.
   *
   * @throws SQLException when the database does not answer, as the driver says it
   * @throws RegistryRefusal when it does not admit this role, with these words
   */
  static void reach(DataSource database, String denied, String remedy) throws SQLException {
    try {
      database.getConnection().close();
    } catch (SQLException e) {
      if (DENIED.equals(e.getSQLState())) {
        throw new RegistryRefusal(denied, remedy);
      }
      throw e;
    }
  }

  /**
   * Looks at a registry.
   *
   * @throws SQLException when the database does not answer
   * @throws RegistryRefusal when the role may not read its tables
   */
  public static Schema of(DataSource database) throws SQLException {
    reach(database, UNREADABLE, NAME_IT);
    try {
      Flyway flyway = migrations(database).ignoreMigrationPatterns("*:pending", "*:future").load();
      MigrationInfo[] all = flyway.info().all();
      return new Schema(
          versions(all, is(MigrationState.SUCCESS)),
          versions(all, is(MigrationState.PENDING)),
          versions(all, is(MigrationState.FUTURE_SUCCESS)),
          versions(all, is(MigrationState.FUTURE_SUCCESS).and(Schema::contracts)),
          flyway.validateWithResult().invalidMigrations.stream()
              .map(wrong -> wrong.errorDetails.errorMessage.lines().findFirst().orElse(""))
              .toList());
    } catch (RuntimeException e) {
      throw sqlException(e);
    }
  }

  /**
   * Makes sure that worker and starter can use a registry: its tables are those that this build
   * needs, or newer ones that only expand them, and it belongs to their installation.
   *
   * @throws SQLException when the database does not answer
   * @throws RegistryRefusal when they cannot
   */
  public static Schema require(DataSource database, String installation) throws SQLException {
    Schema schema = of(database);
    Optional<RegistryRefusal> unfit = schema.unfit();
    if (unfit.isPresent()) {
      throw unfit.get();
    }
    requireOwner(owner(database), installation);
    return schema;
  }

  /** Why this build cannot use it; empty when it can. */
  public Optional<RegistryRefusal> unfit() {
    if (!broken.isEmpty()) {
      return refusal(
          "The registry's migrations are not those of this build (" + broken.getFirst() + ")",
          "use the build that made its tables");
    }
    if (!contracted.isEmpty()) {
      return refusal(
          "The registry is at version %s, which removed what this build needs"
              .formatted(contracted.getLast()),
          "use a newer build");
    }
    if (!pending.isEmpty()) {
      return refusal(
          applied.isEmpty()
              ? "The registry has no tables yet"
              : "The registry is at version %s, but this build needs %s"
                  .formatted(applied.getLast(), pending.getLast()),
          "run 'berth migrate'");
    }
    return Optional.empty();
  }

  private static Optional<RegistryRefusal> refusal(String what, String remedy) {
    return Optional.of(new RegistryRefusal(what, remedy));
  }

  /** Refuses a registry of another installation. */
  static void requireOwner(Optional<String> owner, String installation) {
    String other =
        owner.orElseThrow(
            () ->
                new RegistryRefusal(
                    "The registry belongs to no installation yet", "run 'berth migrate'"));
    if (!other.equals(installation)) {
      throw new RegistryRefusal(
          "This registry belongs to installation '%s', not to '%s'".formatted(other, installation),
          "set berth.installation to '%s', or use another database".formatted(other));
    }
  }

  private static Optional<String> owner(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id FROM installation")) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  /** The database's own failure behind Flyway's. */
  private static SQLException sqlException(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        if (DENIED.equals(sql.getSQLState())) {
          throw new RegistryRefusal(UNREADABLE, NAME_IT);
        }
        return sql;
      }
    }
    throw failure;
  }

  private static Predicate<MigrationInfo> is(MigrationState state) {
    return one -> one.getState() == state;
  }

  private static boolean contracts(MigrationInfo one) {
    return one.getDescription().startsWith(CONTRACT);
  }

  private static List<String> versions(MigrationInfo[] all, Predicate<MigrationInfo> in) {
    return Stream.of(all).filter(in).map(one -> one.getVersion().getVersion()).toList();
  }
}
