package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartCommandTest {
  private static final String PATH = "/v1/cores/acme/production";
  private static final String OPERATION =
      """
      {"id": "%s", "kind": "%s-core", "customer": "acme", "environment": "production", "state": "%s",
       "temporal": {"workflowId": "core/acme/production", "runId": "op-2"}}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void aRestartUnderWayIsShownWithHowToFollowIt() {
    accepts();

    Command command = restart("--reason", "slow");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out())
        .contains("restart-core of acme/production is under way", "berth why op-2");
    assertThat(starter.bodies().getFirst()).isEqualToIgnoringWhitespace("{\"reason\": \"slow\"}");
  }

  /** Until the restart is recorded, the core shows its deployment. */
  @ParameterizedTest
  @CsvSource({"ready, 0", "unwound, 3"})
  void theEndIsAwaitedByTheIdOfTheOperation(String state, int code) {
    accepts();
    starter.on("GET " + PATH, 200, core(OPERATION.formatted("op-1", "deploy", "ready")));
    starter.on("GET /v1/operations/op-2", 200, OPERATION.formatted("op-2", "restart", state));

    Command command = restart("--wait");

    assertThat(command.code()).as(command.err()).isEqualTo(code);
    assertThat(command.out()).contains("operation op-2 is " + state);
    assertThat(starter.queries().getLast()).startsWith("wait=").isNotEqualTo("wait=0S");
  }

  @Test
  void aCoreThatIsNotReadyIsRefusedWithTheReason() {
    starter.on(
        "POST " + PATH + "/restart",
        409,
        """
        {"type": "about:blank", "title": "Conflict", "status": 409, "code": "core-not-ready",
         "detail": "The core acme/production is lost.", "errors": []}""");

    Command command = restart();

    assertThat(command.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(command.err()).contains("acme/production is lost");
  }

  private void accepts() {
    String accepted = core(OPERATION.formatted("op-2", "restart", "running"));
    starter.on("POST " + PATH + "/restart", 202, accepted);
  }

  private static String core(String operation) {
    return """
        {"operation": %s, "core": {"customer": "acme", "environment": "production", "state": "ready",
         "region": "us-east-1", "plan": "dedicated", "generation": 1}}"""
        .formatted(operation);
  }

  private Command restart(String... options) {
    String[] words = {"restart", "acme", "production", "--url", starter.url()};
    return Command.run(
        java.util.stream.Stream.of(words, options)
            .flatMap(java.util.stream.Stream::of)
            .toArray(String[]::new));
  }
}
