package dev.berth.worker.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.activities.settings.Settings;
import dev.berth.registry.Registry;
import dev.berth.worker.Configuration;
import dev.berth.worker.Configuration.RegistryDatabase;
import dev.berth.worker.TestPostgres;
import dev.berth.worker.TestPostgres.Database;
import dev.berth.worker.doctor.Finding.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryCheckTest {
  private final Database database = TestPostgres.newDatabase();

  @Test
  void aRegistryOfThisBuildIsFine() {
    Registry.migrate(database.asAdmin(), "test");

    assertThat(look().level()).isEqualTo(Level.OK);
  }

  @Test
  void aNewDatabaseHindersAndNothingIsMadeInIt() throws SQLException {
    assertThat(look().level()).isEqualTo(Level.PROBLEM);
    assertThat(look().message()).isEqualTo("has no tables yet");
    assertThat(look().remedy()).isEqualTo("run 'berth migrate'");

    try (Connection connection = database.asAdmin().getConnection();
        var tables = connection.getMetaData().getTables(null, "public", "%", null)) {
      assertThat(tables.next()).isFalse();
    }
  }

  @Test
  void aRegistryThatIsNotMigratedYetHinders() throws SQLException {
    Registry.migrate(database.asAdmin(), "test");
    database.execute("DELETE FROM installation");

    assertThat(look().level()).isEqualTo(Level.PROBLEM);
    assertThat(look().message()).isEqualTo("belongs to no installation yet");
    assertThat(look().remedy()).isEqualTo("run 'berth migrate'");
  }

  @Test
  void aRegistryOfANewerBuildIsNoted() throws SQLException {
    Registry.migrate(database.asAdmin(), "test");
    database.execute(
        "INSERT INTO flyway_schema_history SELECT 999, '999', 'later', type, 'V999__later.sql',"
            + " checksum, installed_by, installed_on, execution_time, success"
            + " FROM flyway_schema_history WHERE version = '1'");

    assertThat(look().level()).isEqualTo(Level.NOTE);
    assertThat(look().message()).matches("is at version 999, this build knows \\d+");
    assertThat(look().remedy()).contains("the newer build");
  }

  @Test
  void aMigrationThatWasEditedHinders() throws SQLException {
    Registry.migrate(database.asAdmin(), "test");
    database.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");

    assertThat(look().level()).isEqualTo(Level.PROBLEM);
    assertThat(look().message()).contains("migrations are not those of this build");
  }

  @Test
  void anotherInstallationsRegistryHinders() {
    Registry.migrate(database.asAdmin(), "other");

    assertThat(look().level()).isEqualTo(Level.PROBLEM);
    assertThat(look().message()).contains("belongs to installation 'other', not to 'test'");
  }

  @Test
  void aRoleThatWasGrantedNothingHinders() {
    Registry.migrate(database.asAdmin(), "test");
    database.execute("CREATE ROLE reader%s LOGIN PASSWORD 'hush-hush'".formatted(database.name()));

    Finding finding = look("reader" + database.name());

    assertThat(finding.level()).isEqualTo(Level.PROBLEM);
    assertThat(finding.message()).isEqualTo("This role may not read the registry's tables");
    assertThat(finding.remedy()).contains("'berth migrate'", "--worker-role");
  }

  @Test
  void aServerThatRefusesOrIsAwayHindersAndNoSecretIsRepeated() {
    assertThat(look("nobody").message()).contains("nobody").doesNotContain("hush-hush");
    assertThat(look("nobody").level()).isEqualTo(Level.PROBLEM);

    Finding away = look("jdbc:postgresql://127.0.0.1:1/x?password=hush-hush", "postgres");
    assertThat(away.level()).isEqualTo(Level.PROBLEM);
    assertThat(away.message())
        .contains("Connection to 127.0.0.1:1 refused")
        .doesNotContain("hush-hush");
  }

  private Finding look() {
    return look("postgres");
  }

  private Finding look(String user) {
    return look(database.url(), user);
  }

  private static Finding look(String url, String user) {
    List<Finding> findings =
        RegistryCheck.of(
            new Configuration(
                new Settings(
                    "test",
                    Map.of(),
                    Map.of(),
                    "cores",
                    "1",
                    null,
                    Duration.ofSeconds(1),
                    1,
                    Optional.empty()),
                new RegistryDatabase(url, user, "hush-hush"),
                List.of(),
                null,
                null,
                null),
            Duration.ofMinutes(1));
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }
}
