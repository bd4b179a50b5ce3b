package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTest {
  private static final String ESCAPE = "\u001b";
  private final Instant started = Instant.now().minus(Duration.ofSeconds(210));
  private static final String CORE =
      """
      {"customer": "acme", "environment": "production", "state": "%s", "generation": 1, "region": "us-east-1",
       "plan": "dedicated", "url": "http://c0123456789ab.us-east-1.localhost:8485"}""";
  private static final String OPERATION =
      """
      {"id": "0c5f1c6e-1111-2222-3333-444455556666", "kind": "deploy-core", "customer": "acme",
       "environment": "production", "state": "%s", "startedAt": "%s", "finishedAt": "2026-11-23T10:00:00Z",
       "reason": "a-long-word-for-why",
       "temporal": {"workflowId": "core/acme/production", "runId": "r"}}""";

  private final FakeStarter starter = new FakeStarter();

  @BeforeEach
  void answer() {
    starter.on("GET /v1/cores", 200, "{\"cores\": [%s]}".formatted(CORE.formatted("ready")));
    operations("held", started.toString());
  }

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void onATerminalHeadingsAreBold() {
    assertThat(terminal("list").out()).startsWith(ESCAPE + "[1mCUSTOMER" + ESCAPE);
    assertThat(terminal("--help").out()).contains(ESCAPE + "[1mdeploy" + ESCAPE);
  }

  @ParameterizedTest
  @CsvSource({"ready, 32", "held, 33", "frozen, 33", "unwinding, 33", "failed, 31", "left, 31"})
  void onATerminalAStateHasItsColour(String state, int colour) {
    starter.on(
        "GET /v1/cores/acme/production", 200, "{\"core\": %s}".formatted(CORE.formatted(state)));

    assertThat(terminal("show", "acme", "production").out())
        .contains("is %s[%dm%s%s".formatted(ESCAPE, colour, state, ESCAPE));
  }

  @Test
  void coloursAreOffWithNoColorWithJsonAndWithoutATerminal() {
    String[] list = {"list", "--url", starter.url()};

    assertThat(Command.onTerminal(Map.of("NO_COLOR", "1"), list).out()).doesNotContain(ESCAPE);
    assertThat(terminal("list", "--json").out()).startsWith("{").doesNotContain(ESCAPE);
    assertThat(Command.run(list).out()).doesNotContain(ESCAPE);
    assertThat(Command.run("--help").out()).doesNotContain(ESCAPE);
  }

  @Test
  void timesAreRelativeInTheTablesOfATerminal() {
    assertThat(terminal("operations").out()).contains(" 3m ago");
    assertThat(Command.run("operations", "--url", starter.url()).out())
        .contains(started.toString());
    assertThat(terminal("operations", "--json").out()).contains(started.toString());
  }

  @Test
  void timesHaveTheZoneOfTheReaderInWhatATerminalShows() {
    String operation = OPERATION.formatted("ready", "2026-11-23T09:00:00.123456Z");
    starter.on("GET /v1/operations/op-1", 200, operation);

    assertThat(terminal("operations", "op-1").out())
        .contains("started    2026-11-23 10:00:00 +01:00");
    assertThat(Command.run("operations", "op-1", "--url", starter.url()).out())
        .contains("started    2026-11-23T09:00:00.123456Z");
  }

  @Test
  void tablesFitATerminalByLeavingOutDetails() {
    assertThat(plain("80", "list"))
        .containsExactly(
            "CUSTOMER  ENVIRONMENT  STATE  URL",
            "acme      production   ready  http://c0123456789ab.us-east-1.localhost:8485");
    assertThat(plain("90", "list")).first().asString().contains("PLAN").doesNotContain("REGION");
    assertThat(plain("80", "operations")).allMatch(line -> line.length() <= 80);
  }

  @Test
  void whatStillDoesNotFitIsCut() {
    assertThat(plain("40", "list")).last().isEqualTo("acme      production   ready  http://c0…");
    assertThat(Command.onTerminal(Map.of("COLUMNS", "15"), withUrl("list")).out())
        .doesNotContain("STATE")
        .contains("acme      prod…\n");
  }

  @Test
  void allColumnsAreShownWhenAskedForAndWithoutATerminal() {
    String all = "CUSTOMER  ENVIRONMENT  STATE  PLAN       REGION     URL";

    assertThat(plain("80", "--wide", "list", "--wide")).first().isEqualTo(all);
    assertThat(Command.run("list", "--url", starter.url()).out().lines()).first().isEqualTo(all);
  }

  private void operations(String state, String since) {
    starter.on(
        "GET /v1/operations",
        200,
        "{\"operations\": [%s]}".formatted(OPERATION.formatted(state, since)));
  }

  private Stream<String> plain(String columns, String... words) {
    Map<String, String> environment = Map.of("NO_COLOR", "1", "COLUMNS", columns);
    return Command.onTerminal(environment, withUrl(words)).out().lines();
  }

  private Command terminal(String... words) {
    return Command.onTerminal(withUrl(words));
  }

  private String[] withUrl(String... words) {
    return Stream.concat(Stream.of(words), Stream.of("--url", starter.url()))
        .toArray(String[]::new);
  }
}
