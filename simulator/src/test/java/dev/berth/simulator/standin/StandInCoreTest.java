package dev.berth.simulator.standin;

import static dev.berth.simulator.host.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The start contract and the health answers of a core, as far as they need no database. */
class StandInCoreTest {

  private static final String KEY = "a-key-of-more-than-20-characters";
  private static final String OTHER_KEY = "=another-key-of-more-than-20-characters";

  @Test
  void readyIsAFileAndALine() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of()).ready()) {
      assertThat(core.log())
          .contains("Started SuperTokens on " + core.host + ":3567 with PID: " + core.pid());
      assertThat(Files.readString(core.startedFile())).startsWith(String.valueOf(core.pid()));
    }
  }

  @Test
  void stopTakesTheFileAwayAndKillLeavesItAndTheNextStartDoesNotMind() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of()).ready()) {
      core.stop();
      assertThat(core.exitCode()).isEqualTo(143);
      assertThat(core.startedFile()).doesNotExist();
    }
    try (CoreProcess core = CoreProcess.start(Map.of()).ready()) {
      core.kill();
      assertThat(core.exitCode()).isEqualTo(137);
      assertThat(core.startedFile()).exists();
      try (CoreProcess next = CoreProcess.startOn(core.host, Map.of()).ready()) {
        assertThat(next.get("/hello").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void helloNeedsNoKey() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of("API_KEYS", KEY)).ready()) {
      assertThat(core.get("/hello").body()).startsWith("Hello");
      assertThat(core.get("/").body()).startsWith("Hello");
    }
  }

  @Test
  void versionAndUsersNeedAKeyThatIsOnTheList() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of("API_KEYS", KEY + "," + OTHER_KEY)).ready()) {
      for (String path : new String[] {"/apiversion", "/users/count"}) {
        assertThat(core.get(path).statusCode()).isEqualTo(401);
        assertThat(core.get(path, "api-key", KEY + "x").statusCode()).isEqualTo(401);
        assertThat(core.get(path, "api-key", KEY + "x").body()).startsWith("Invalid API key");
        assertThat(core.get(path, "api-key", KEY).statusCode()).isEqualTo(200);
        assertThat(core.get(path, "api-key", OTHER_KEY).statusCode()).isEqualTo(200);
      }
      assertThat(core.get("/apiversion", "api-key", KEY).body()).contains("{\"versions\":[");
    }
  }

  @Test
  void withoutKeysEveryKeyIsAccepted() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of()).ready()) {
      assertThat(core.get("/apiversion").statusCode()).isEqualTo(200);
      assertThat(core.get("/apiversion", "api-key", "whatever").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anUnknownAppIsABadRequestWithOrWithoutKey() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of("API_KEYS", KEY)).ready()) {
      assertThat(core.get("/appid-nobody/hello").statusCode()).isEqualTo(400);
      assertThat(core.get("/appid-nobody/users/count").body())
          .startsWith("AppId or tenantId not found => ");
    }
  }

  @Test
  void withoutADatabaseTheCoreLooksHealthyAndForgets() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of()).ready()) {
      assertThat(core.get("/users/count").body()).contains("{\"status\":\"OK\",\"count\":0}");
    }
  }

  @Test
  void memoryCanBeForbidden() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of(), "--no-in-mem-db")) {
      assertThat(core.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aShortKeyEndsTheStart() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of("API_KEYS", KEY + ",short"))) {
      assertThat(core.exitCode()).isEqualTo(1);
      assertThat(core.log()).contains("One of the API keys is too short");
    }
  }

  @Test
  void aTakenPortEndsTheStartAndLooksHealthyFromOutside() throws Exception {
    try (CoreProcess first = CoreProcess.start(Map.of("API_KEYS", KEY)).ready();
        CoreProcess second = CoreProcess.startOn(first.host, Map.of("API_KEYS", OTHER_KEY))) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.log()).contains("already running on the same port");

      assertThat(second.get("/hello").statusCode()).isEqualTo(200);
      assertThat(second.get("/apiversion", "api-key", OTHER_KEY).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void anotherSchemeThanPostgresqlEndsTheStart() throws Exception {
    try (CoreProcess core =
        CoreProcess.start(Map.of("POSTGRESQL_CONNECTION_URI", "postgres://u:p@localhost/db"))) {
      assertThat(core.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void failuresAreSwitchedOnByName() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of("STANDIN_FAILURE", "exit-on-start"))) {
      assertThat(core.exitCode()).isEqualTo(1);
    }
    try (CoreProcess core = CoreProcess.start(Map.of("STANDIN_FAILURE", "crash-after-ready:0.1"))) {
      assertThat(core.exitCode()).isEqualTo(1);
      assertThat(core.log()).contains("Started SuperTokens");
    }
    try (CoreProcess core = CoreProcess.start(Map.of("STANDIN_FAILURE", "slow-start:0.1"))) {
      core.ready();
    }
    try (CoreProcess core = CoreProcess.start(Map.of("STANDIN_FAILURE", "no-such-thing"))) {
      assertThat(core.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void neverListensIsAliveAndDeaf() throws Exception {
    try (CoreProcess core = CoreProcess.start(Map.of("STANDIN_FAILURE", "never-listens"))) {
      eventually("it says so", () -> core.log().contains("never-listens"));
      assertDeaf(core);
    }
  }

  static void assertDeaf(CoreProcess core) {
    Assertions.assertThatThrownBy(() -> core.get("/hello"))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ConnectException.class);
    assertThat(core.isAlive()).isTrue();
  }
}
