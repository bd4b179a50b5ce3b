package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitTest {
  private static final String REPORT =
      """
      {"core": {"customer": "acme", "environment": "%1$s", "state": "deploying", "generation": 1},
       "operation": {"id": "op-%1$s", "kind": "deploy-core", "customer": "acme", "environment": "%1$s",
         "state": "running", "temporal": {"workflowId": "core/acme/%1$s", "runId": "r"},
         "progress": {"workerAnswers": true, "step": "%2$s", "index": %3$d, "of": 8, "finished": []}}}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void onATerminalEachOfBothCoresHasALiveLine() {
    bothAreDeployed();

    assertThat(Command.onTerminal(deployBoth()).err())
        .containsPattern(
            """
            acme/development  \\[#+-+] host \\(5 of 8\\)  \\d+s
            acme/production  \\[#+-+] start \\(6 of 8\\)  \\d+s
            """);
  }

  @Test
  void inAPipeEachChangeOfEitherCoreIsALineOnStandardError() {
    bothAreDeployed();

    Command command = Command.run(deployBoth());

    assertThat(command.code()).as(command.err()).isEqualTo(ExitCode.TIMED_OUT);
    assertThat(command.out()).isEmpty();
    assertThat(command.err().lines().map(line -> line.replaceFirst("^\\d+s  ", "")))
        .containsOnlyOnce("acme/development  host (5 of 8)", "acme/production  start (6 of 8)");
  }

  @Test
  void noLineLivesWhereStandardErrorAloneIsAFile() {
    bothAreDeployed();

    assertThat(Command.withErrorsInAFile(deployBoth()).err())
        .contains("acme/development  host (5 of 8)")
        .doesNotContain("\u001b");
  }

  @Test
  void anOperationThatOutlastsTheTimeoutIsTheJsonAnswer() {
    starter.on(
        "POST /v1/cores/acme/production/restart",
        202,
        REPORT.formatted("production", "restart", 1));

    Command command = run("restart", "acme", "production", "--wait", "--timeout", "0s", "--json");

    assertThat(command.code()).isEqualTo(ExitCode.TIMED_OUT);
    assertThat(command.out()).startsWith("{").contains("\"id\" : \"op-production\"");
    assertThat(command.err()).contains("Operation op-production goes on.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy acme", "restart acme production", "host replace h1 --yes"})
  void aTimeoutWithoutWaitingIsRefusedAndNothingIsAsked(String line) {
    Command command = run((line + " --timeout 5m").split(" "));

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).startsWith("Missing required argument(s): --wait\n");
    assertThat(starter.requests()).isEmpty();
  }

  private void bothAreDeployed() {
    String development = REPORT.formatted("development", "host", 5);
    String production = REPORT.formatted("production", "start", 6);
    starter
        .on(
            "PUT /v1/customers/acme",
            202,
            "{\"customer\": \"acme\", \"cores\": [%s, %s]}".formatted(development, production))
        .on("GET /v1/cores/acme/development", 200, development)
        .on("GET /v1/cores/acme/production", 200, production);
  }

  private String[] deployBoth() {
    return new String[] {"deploy", "acme", "--wait", "--timeout", "1s", "--url", starter.url()};
  }

  private Command run(String... words) {
    return Command.run(
        Stream.concat(Stream.of(words), Stream.of("--url", starter.url())).toArray(String[]::new));
  }
}
