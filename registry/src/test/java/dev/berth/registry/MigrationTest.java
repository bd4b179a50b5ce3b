package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.model.OperationKind;
import dev.berth.model.Word;
import dev.berth.registry.Migration.Done;
import dev.berth.registry.Migration.Roles;
import dev.berth.registry.TestDatabase.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Migrations under the owner's role, and what worker and starter say of a registry. */
class MigrationTest {
  private final Database database = TestDatabase.create();

  @Test
  void theFirstMakesAllAndTheSecondChangesNothing() throws SQLException {
    Done first = migrate();

    assertThat(first.applied()).contains("1");
    assertThat(first.version()).isEqualTo(first.applied().getLast());
    assertThat(first.named()).isTrue();
    assertThat(first.granted()).isTrue();
    assertThat(first.warnings()).isEmpty();
    assertThat(first.kinds())
        .containsExactlyElementsOf(Stream.of(OperationKind.values()).map(Word::word).toList());
    assertThat(migrate())
        .isEqualTo(new Done(first.version(), List.of(), false, List.of(), false, List.of()))
        .matches(Done::nothing);
  }

  @Test
  void whatIsMissingIsAdded() throws SQLException {
    migrate();
    execute("DELETE FROM operation_kinds WHERE kind = 'sweep'");
    execute("REVOKE SELECT ON hosts FROM berth_starter");
    execute("GRANT UPDATE ON events TO berth_worker");

    Done again = migrate();

    assertThat(again.kinds()).containsExactly("sweep");
    assertThat(again.granted()).isTrue();
    assertThat(migrate().nothing()).isTrue();
    assertThatThrownBy(
            () -> OnRegistry.sql(database.as("berth_worker"), "UPDATE events SET at = now()"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void severalAtOnceAllSucceed() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Done>> tasks =
          IntStream.range(0, 3).<Callable<Done>>mapToObj(_ -> this::migrate).toList();
      List<Done> results =
          threads.invokeAll(tasks).stream().map(Future::resultNow).collect(Collectors.toList());

      assertThat(results).filteredOn(done -> !done.applied().isEmpty()).hasSize(1);
      assertThat(results).extracting(Done::version).containsOnly(results.getFirst().version());
    }
  }

  @Test
  void aRoleThatDoesNotExistIsNamedWithTheLineThatMakesIt() {
    assertRefused(
        () -> Migration.run(database.asOwner(), "test", new Roles("nobody", "berth_starter")),
        "The role nobody does not exist: run CREATE ROLE nobody LOGIN PASSWORD '..', or name another one with --worker-role.");
    assertRefused(
        () -> Migration.run(database.asOwner(), "test", new Roles("berth_worker", "No body")),
        "The role No body does not exist: run CREATE ROLE \"No body\" LOGIN PASSWORD '..', or name another one with --starter-role.");
  }

  @Test
  void anOwnerIsNoWorker() {
    for (String owner : List.of(database.name(), "postgres")) {
      assertRefused(
          () -> Migration.run(database.asOwner(), "test", new Roles(owner, "berth_starter")),
          "The role %s has the rights of the owner %s, so that it could change the event log: name another one with --worker-role."
              .formatted(owner, database.name()));
    }
  }

  @Test
  void aRoleThatIsNotTheOwnerIsRefused() throws SQLException {
    TestDatabase.execute(database.as("postgres"), "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    assertRefused(
        () -> Migration.run(database.as("berth_worker"), "test", TestDatabase.ROLES),
        "The role berth_worker may not make tables here: run ALTER DATABASE %s OWNER TO berth_worker, or use the owner's role."
            .formatted(database.name()));

    migrate();
    TestDatabase.execute("CREATE ROLE other_%s LOGIN".formatted(database.name()));
    assertRefused(
        () -> Migration.run(database.as("other_" + database.name()), "test", TestDatabase.ROLES),
        "This role may not connect to the registry's database: set BERTH_REGISTRY_OWNER to the role that owns it.");
    execute("GRANT CONNECT ON DATABASE %1$s TO other_%1$s".formatted(database.name()));
    assertRefused(
        () -> Migration.run(database.as("other_" + database.name()), "test", TestDatabase.ROLES),
        "The role other_%1$s does not own the registry's tables, %1$s does: set BERTH_REGISTRY_OWNER to %1$s."
            .formatted(database.name()));
  }

  @Test
  void anotherInstallationsRegistryIsRefusedAndNothingIsChanged() throws SQLException {
    migrate();
    execute("REVOKE SELECT ON hosts FROM berth_starter");
    String sentence =
        "This registry belongs to installation 'test', not to 'other': set berth.installation to 'test', or use another database.";

    assertRefused(() -> Migration.run(database.asOwner(), "other", TestDatabase.ROLES), sentence);
    assertRefused(() -> Schema.require(database.as("berth_worker"), "other"), sentence);
    assertRefused(
        () -> Registry.open(database.as("berth_starter"), "other").cores().list(), sentence);
    assertThat(migrate().granted()).isTrue();
  }

  @Test
  void aDatabaseWithTablesOfSomebodyElseIsRefused() throws SQLException {
    execute("CREATE TABLE somebody_elses (id integer)");

    assertRefused(
        this::migrate,
        "The database has tables that are not the registry's: use a database of its own.");
  }

  @Test
  void newerTablesAreMigratedByTheNewerBuildOnlyAndUsedByThisOneUnlessTheyContract()
      throws SQLException {
    migrate();
    pretend("999", "more columns");

    assertRefused(
        this::migrate,
        "The registry is at version 999, which this build does not know: run 'berth migrate' of the newer build.");
    Schema.require(database.as("berth_worker"), "test");

    pretend("1000", "contract cores");
    assertRefused(
        () -> Schema.require(database.as("berth_worker"), "test"),
        "The registry is at version 1000, which removed what this build needs: use a newer build.");
  }

  @Test
  void aRegistryThatIsOlderOrEditedOrEmptyOrClosedIsRefused() throws SQLException {
    assertRefused(
        () -> Schema.require(database.as("berth_worker"), "test"),
        "The registry has no tables yet: run 'berth migrate'.");
    assertThat(new Schema(List.of("1"), List.of("2", "3"), List.of(), List.of(), List.of()).unfit())
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("The registry is at version 1, but this build needs 3: run 'berth migrate'.");

    migrate();
    TestDatabase.execute("CREATE ROLE closed_%s LOGIN".formatted(database.name()));
    assertRefused(
        () -> Schema.require(database.as("closed_" + database.name()), "test"),
        "This role may not read the registry's tables: name it to 'berth migrate', as --worker-role or --starter-role.");

    execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
    assertThatThrownBy(() -> Schema.require(database.as("berth_worker"), "test"))
        .hasMessageStartingWith("The registry's migrations are not those of this build (");
    assertThatThrownBy(this::migrate).isInstanceOf(RegistryRefusal.class);
  }

  @Test
  void anOpenRegistryLooksAgainUntilItIsFit() throws SQLException {
    Registry registry = Registry.open(database.as("berth_starter"), "test");
    assertRefused(
        () -> registry.cores().list(), "The registry has no tables yet: run 'berth migrate'.");

    migrate();

    assertThat(registry.cores().list()).isEmpty();
  }

  private Done migrate() throws SQLException {
    return Migration.run(database.asOwner(), "test", TestDatabase.ROLES);
  }

  private void pretend(String version, String description) throws SQLException {
    execute(
        """
        INSERT INTO flyway_schema_history
        SELECT %1$s, '%1$s', '%2$s', type, 'V%1$s__x.sql', checksum, installed_by, installed_on, execution_time, success
        FROM flyway_schema_history WHERE version = '1'
        """
            .formatted(version, description));
  }

  private void execute(String statement) throws SQLException {
    OnRegistry.sql(database.asOwner(), statement);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String sentence) {
    assertThatThrownBy(call).isInstanceOf(RegistryRefusal.class).hasMessage(sentence);
  }
}
