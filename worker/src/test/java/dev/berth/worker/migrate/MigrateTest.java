package dev.berth.worker.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.worker.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, as an operator runs it. */
class MigrateTest {
  private final TestPostgres.Database database = TestPostgres.newDatabase();
  private final String worker = "worker_" + database.name();
  private final String starter = "starter_" + database.name();
  private final List<String> roles = List.of("--worker-role=" + worker, "--starter-role", starter);
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> configuration = new HashMap<>();

  private record Ending(int code, String out, String err) {}

  @BeforeEach
  void anOwnerAndTwoRoles() {
    database.execute("CREATE ROLE %s LOGIN".formatted(worker));
    database.execute("CREATE ROLE %s LOGIN".formatted(starter));
    variables.put("BERTH_REGISTRY_OWNER", "postgres");
    configuration.put("berth.registry.url", database.url());
    configuration.put("berth.installation", "test");
  }

  @Test
  void itSaysWhatItChangedAndTheSecondTimeThatNothingWas() {
    Ending first = migrate(roles);

    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .contains(
            "Tables: version 2\n", "Installation: test\n", "Kinds of operations: deploy-core, ")
        .contains("Roles: worker %s, starter %s\n".formatted(worker, starter));
    assertThat(migrate(roles))
        .isEqualTo(
            new Ending(
                0,
                "Nothing to change: tables at version 2, installation test, roles %s and %s\n"
                    .formatted(worker, starter),
                ""));
  }

  @Test
  void whatItRefusesIsOneSentenceWithWhatToDo() {
    assertRefused(
        List.of(),
        "The role berth_worker does not exist: run CREATE ROLE berth_worker LOGIN PASSWORD '..', or name another one with --worker-role.");
    migrate(roles);
    configuration.put("berth.installation", "other");
    assertRefused(
        roles,
        "This registry belongs to installation 'test', not to 'other': set berth.installation to 'test', or use another database.");
    variables.put("BERTH_REGISTRY_OWNER", worker);
    assertRefused(
        roles,
        "The role %s does not own the registry's tables, postgres does: set BERTH_REGISTRY_OWNER to postgres."
            .formatted(worker));
    variables.remove("BERTH_REGISTRY_OWNER");
    assertRefused(
        roles,
        "BERTH_REGISTRY_OWNER is missing: set it to the role that owns the registry's database.");
    configuration.put("berth.installation", "No Slug");
    assertThat(migrate(roles).err()).contains("set BERTH_INSTALLATION").doesNotContain("\n\n");
  }

  @Test
  void aServerThatRefusesOrIsAwayIsNamedWithoutThePassword() {
    variables.put("BERTH_REGISTRY_OWNER", "stranger");
    variables.put("BERTH_REGISTRY_OWNER_PASSWORD", "hush-hush");
    assertThat(migrate(roles).err())
        .startsWith("berth: PostgreSQL does not let stranger in (FATAL: ")
        .endsWith("): correct BERTH_REGISTRY_OWNER and BERTH_REGISTRY_OWNER_PASSWORD.\n")
        .doesNotContain("hush-hush");

    variables.put("BERTH_REGISTRY_OWNER", "postgres");
    configuration.put("berth.registry.url", database.url().replace("/test", "/nowhere"));
    assertThat(migrate(roles).err())
        .contains("run CREATE DATABASE nowhere", " OWNER postgres, or correct BERTH_REGISTRY_URL.");

    configuration.put("berth.registry.url", "jdbc:postgresql://127.0.0.1:1/x?password=hush-hush");
    assertThat(migrate(roles).err())
        .startsWith("berth: PostgreSQL does not answer (Connection to 127.0.0.1:1 refused")
        .contains("start it, or correct BERTH_REGISTRY_URL")
        .doesNotContain("hush-hush");
  }

  @Test
  void thePasswordMayBeInAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "hush-hush\n");
    variables.put("BERTH_REGISTRY_OWNER_PASSWORD_FILE", file.toString());
    assertThat(target().password()).isEqualTo("hush-hush");
    assertThat(target().toString()).doesNotContain("hush-hush");

    variables.put("BERTH_REGISTRY_OWNER_PASSWORD_FILE", folder.resolve("none").toString());
    assertRefused(
        roles,
        "The file %s cannot be read (NoSuchFileException): correct BERTH_REGISTRY_OWNER_PASSWORD_FILE."
            .formatted(folder.resolve("none")));
  }

  @Test
  void theFirstApiKeyIsMadeOnceAndAgainWhenNoOtherMakesKeys(@TempDir Path folder)
      throws IOException {
    List<String> words = withKey(folder.resolve("key"));
    Ending first = migrate(words);
    String key = Files.readString(folder.resolve("key"));

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains(", which has every scope, is in " + folder.resolve("key"))
        .doesNotContain(key.strip());
    assertThat(migrate(words).out()).contains(", which has every scope, is in ");
    assertThat(folder.resolve("key")).content().isEqualTo(key);
    assertThat(migrate(withKey(folder.resolve("other"))).out())
        .contains("API key: none was added, because another one has the scope admin\n");
    assertThat(folder.resolve("other")).doesNotExist();

    database.execute("UPDATE api_keys SET revoked_at = now()");
    assertThat(migrate(words).err()).contains("was revoked or has expired", "remove the file");
    assertThat(migrate(withKey(folder.resolve("other"))).out()).contains("which has every scope");
  }

  @Test
  void aKeyFileThatIsNoneIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("key"), "hush-hush");

    assertThat(migrate(withKey(folder.resolve("key"))).err())
        .isEqualTo(
            "berth: The file %s holds no API key: remove it, or name another one.\n"
                .formatted(folder.resolve("key")));
    assertThat(migrate(withKey(folder.resolve("none").resolve("key"))).err())
        .contains("cannot be read or written (NoSuchFileException)");
    assertThat(migrate(List.of("--key-file")).code()).isEqualTo(2);
  }

  private List<String> withKey(Path file) {
    return Stream.concat(roles.stream(), Stream.of("--key-file=" + file)).toList();
  }

  @Test
  void wrongOptionsShowTheUsage() {
    assertThat(migrate(List.of("--help")).out()).startsWith("Usage: berth migrate");
    for (List<String> wrong : List.of(List.of("--force"), List.of("--worker-role"))) {
      Ending ending = migrate(wrong);
      assertThat(ending.code()).isEqualTo(2);
      assertThat(ending.err()).startsWith("berth: ").contains(wrong.getFirst(), "Usage: ");
    }
  }

  private void assertRefused(List<String> arguments, String sentence) {
    assertThat(migrate(arguments)).isEqualTo(new Ending(1, "", "berth: " + sentence + "\n"));
  }

  private Target target() {
    return Target.of(variables, key -> Optional.ofNullable(configuration.get(key)));
  }

  private Ending migrate(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(arguments, this::target, print(out), print(err));
    return new Ending(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
