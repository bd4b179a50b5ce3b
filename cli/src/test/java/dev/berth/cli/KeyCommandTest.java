package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the API key comes from, and what is said of keys. */
class KeyCommandTest {
  private static final String KEY =
      """
      {"id": "Xk3mPq9a", "name": "signup", "scopes": ["read", "signup"], "state": "valid", "createdBy": "first",
       "createdAt": "2026-12-01T08:00:00Z"}""";

  private final FakeStarter starter = new FakeStarter();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void theVariableGoesBeforeTheFileAndThatBeforeWhatLoginKept() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "of-file\n");
    Map<String, String> all = new HashMap<>(environment());
    keep(starter.url() + " of-login\n");
    all.put(KeyChoice.OF_CHECKOUT, starter.url() + " " + checkout("of-checkout"));

    assertThat(shown(all)).isEqualTo("Bearer of-login");
    all.put("BERTH_KEY_FILE", file.toString());
    assertThat(shown(all)).isEqualTo("Bearer of-file");
    all.put("BERTH_KEY", "of-variable");
    assertThat(shown(all)).isEqualTo("Bearer of-variable");
  }

  @Test
  void aCheckoutsKeyIsForItsOwnUrlAlone() throws IOException {
    Map<String, String> all = new HashMap<>(environment());
    all.put(
        KeyChoice.OF_CHECKOUT,
        "http://127.0.0.1:1 %s\n%s %s\n%s %s"
            .formatted(
                checkout("of-another"),
                starter.url(),
                folder.resolve("missing"),
                starter.url().replace("127.0.0.1", "localhost"),
                checkout("of-compose")));
    KeyChoice choice = new KeyChoice(all);

    assertThat(shown(all)).isEqualTo("Bearer of-compose");
    assertThat(choice.of(URI.create("http://LOCALHOST:1/"))).contains("of-another");
    assertThat(choice.of(URI.create("http://127.0.0.1:2"))).isEmpty();
    assertThat(choice.of(URI.create("https://127.0.0.1:1"))).isEmpty();
  }

  @Test
  void aKeyThatNoHeaderCanHoldIsRefusedWithoutAWordOfIt() throws IOException {
    Map<String, String> all = new HashMap<>(environment());
    Path empty = Files.writeString(folder.resolve("empty"), "\n");

    all.put("BERTH_KEY", "the-secret\n");
    assertThat(shown(all)).isEqualTo("Bearer the-secret");
    all.put("BERTH_KEY", "the-secret\nof-two-lines");
    Command list = Command.with(all, "list", "--url", starter.url());
    assertThat(list.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(list.err()).isEqualTo("There is no API key in BERTH_KEY.\n");
    all.put("BERTH_KEY", " ");
    all.put("BERTH_KEY_FILE", empty.toString());
    assertThat(Command.with(all, "list", "--url", starter.url()).err())
        .isEqualTo("There is no API key in the file %s.\n".formatted(empty));
  }

  @Test
  void withoutAKeyTheRequestHasNoneAndTheRefusalSaysHowToGiveOne() {
    starter.on(
        "GET /v1/cores",
        401,
        """
        {"type": "urn:berth:problem:key-missing", "title": "Unauthorized", "status": 401, "code": "key-missing",
         "detail": "This needs an API key.", "errors": []}""");

    Command list = Command.with(environment(), "list", "--url", starter.url());

    assertThat(starter.lastKey()).isNull();
    assertThat(list.code()).isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(list.err())
        .isEqualTo(
            "This needs an API key.\nTo give a key: BERTH_KEY, BERTH_KEY_FILE, or berth login\n");
  }

  @Test
  void keysThatOtherUsersCanReadAreRefused() throws IOException {
    keep(starter.url() + " of-login\n");
    Files.setPosixFilePermissions(credentials(), PosixFilePermissions.fromString("rw-r--r--"));

    Command list = Command.with(environment(), "list", "--url", starter.url());

    assertThat(list.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(list.err())
        .isEqualTo(
            "Other users can read the API keys in %1$s: chmod 600 %1$s\n".formatted(credentials()));
  }

  @Test
  void loginKeepsAKeyThatTheServerKnowsForItsUrlAlone() throws IOException {
    starter.on("GET /v1/key", 200, KEY);
    keep("https://other.example.com:443 theirs\n" + starter.url() + " old\n");

    Command login = typing("new\n", "login", "--url", starter.url() + "/");

    assertThat(login.code()).as(login.err()).isZero();
    assertThat(login.out()).startsWith("Kept the key Xk3mPq9a (signup) with read, signup for ");
    assertThat(login.out()).doesNotContain("new");
    assertThat(starter.lastKey()).isEqualTo("Bearer new");
    assertThat(credentials())
        .content()
        .isEqualTo("https://other.example.com:443 theirs\n" + starter.url() + " new\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials())))
        .isEqualTo("rw-------");

    assertThat(Command.with(environment(), "logout", "--url", starter.url()).code()).isZero();
    assertThat(credentials()).content().isEqualTo("https://other.example.com:443 theirs\n");
    assertThat(Command.with(environment(), "logout", "--url", starter.url()).code())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void loginKeepsNothingThatIsRefusedOrEmpty() {
    starter.on(
        "GET /v1/key",
        401,
        """
        {"type": "urn:berth:problem:key-refused", "title": "Unauthorized", "status": 401, "code": "key-refused",
         "detail": "This key is not known here.", "errors": []}""");

    assertThat(typing("wrong\n", "login", "--url", starter.url()).code())
        .isEqualTo(ExitCode.NOT_ALLOWED);
    assertThat(typing("", "login", "--url", starter.url()).code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(credentials()).doesNotExist();
  }

  @Test
  void aNewKeyIsAllThatStandardOutputHas() {
    starter.on(
        "POST /v1/keys", 201, "{\"key\": %s, \"secret\": \"berth_Xk3mPq9a_x\"}".formatted(KEY));

    Command create =
        Command.run(
            "key",
            "create",
            "signup",
            "--scope",
            "read,signup",
            "--customer",
            "acme",
            "--lifetime",
            "90d",
            "--url",
            starter.url());

    assertThat(create.out()).isEqualTo("berth_Xk3mPq9a_x\n");
    assertThat(create.err())
        .isEqualTo(
            "Key Xk3mPq9a (signup) with read, signup. Keep it now: it is not shown again.\n");
    assertThat(starter.bodies().getLast())
        .contains("[ \"read\", \"signup\" ]", "[ \"acme\" ]", "\"90d\"");
  }

  @Test
  void revokingAsksFirst() {
    starter.on("POST /v1/keys/Xk3mPq9a/revoke", 200, KEY);

    Command declined = Command.answering("n", "key", "revoke", "Xk3mPq9a", "--url", starter.url());
    Command revoked = Command.run("key", "revoke", "Xk3mPq9a", "--yes", "--url", starter.url());

    assertThat(declined.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(revoked.out()).isEqualTo("The key Xk3mPq9a (signup) is revoked.\n");
  }

  private String shown(Map<String, String> environment) {
    starter.on("GET /v1/cores", 200, "{\"cores\": []}");
    Command list = Command.with(environment, "list", "--url", starter.url());
    assertThat(list.code()).as(list.err()).isZero();
    return starter.lastKey();
  }

  private Map<String, String> environment() {
    return Map.of("XDG_CONFIG_HOME", folder.toString());
  }

  private Path credentials() {
    return folder.resolve("berth").resolve("credentials");
  }

  private void keep(String lines) throws IOException {
    Files.createDirectories(credentials().getParent());
    Files.writeString(credentials(), lines);
    Files.setPosixFilePermissions(credentials(), PosixFilePermissions.fromString("rw-------"));
  }

  private Path checkout(String key) throws IOException {
    return Files.writeString(folder.resolve(key), key + "\n");
  }

  private Command typing(String line, String... words) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(line.getBytes(StandardCharsets.US_ASCII)));
    try {
      return Command.with(environment(), words);
    } finally {
      System.setIn(before);
    }
  }
}
