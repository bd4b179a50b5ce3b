package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said in sentences. */
class TextTest {
  private static final String CORE =
      """
      {"customer": "acme", "environment": "production", "state": "%s", "generation": 1, "keyReference": "/berth/c-1"}""";
  private static final String OPERATION =
      """
      {"id": "op-1", "kind": "deploy-core", "customer": "acme", "environment": "production", "state": "%s"%s,
       "temporal": {"workflowId": "core/acme/production", "runId": "op-1"}}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void aDeploymentThatWasTerminatedIsExplained() {
    core("absent", OPERATION.formatted("left", ", \"reason\": \"terminated\""));

    assertThat(show().out())
        .startsWith("acme/production does not exist\n")
        .contains("was ended outside Berth", "berth deploy acme production");
  }

  @ParameterizedTest
  @CsvSource({"absent, unwound", "ready, left"})
  void aRepairIsAnnouncedOnlyWhereOneIsDue(String core, String operation) {
    core(core, OPERATION.formatted(operation, ", \"reason\": \"terminated\""));

    assertThat(show().out()).doesNotContain("was ended outside Berth");
  }

  @Test
  void aKeyIsShownWithHowToReadIt() {
    core("ready", OPERATION.formatted("ready", ""));

    assertThat(show().out())
        .contains(
            "api key    stored as /berth/c-1; to print it: berth credentials acme production\n");
  }

  @Test
  void aNoteIsASentenceOfItsOwn() {
    core(
        "deploying",
        OPERATION.formatted(
            "running",
            """
            , "progress": {"workerAnswers": false, "note": "No worker answers.", "finished": [],
             "activity": {"type": "AwaitHost", "attempt": 2, "lastFailure": "timeout"}}"""));

    assertThat(show().out())
        .contains("now        No worker answers. AwaitHost attempt 2 after: timeout\n");
  }

  @Test
  void aDeploymentThatFailedWithoutAMessageGivesItsReason() {
    starter
        .on(
            "PUT /v1/cores/acme/production",
            202,
            "{\"core\": %s, \"operation\": %s}"
                .formatted(CORE.formatted("absent"), OPERATION.formatted("running", "")))
        .on(
            "GET /v1/cores/acme/production",
            200,
            "{\"core\": %s, \"operation\": %s}"
                .formatted(
                    CORE.formatted("absent"),
                    OPERATION.formatted(
                        "unwound", ", \"reason\": \"cancelled\", \"message\": \"\"")));

    assertThat(run("deploy acme production --wait").err())
        .contains("acme/production was not deployed: cancelled. Everything it did was undone.");
  }

  @Test
  void aVerbThatWasAcceptedSaysToWhatAndHowToFollow() {
    core("deploying", OPERATION.formatted("held", ""));
    starter.on(
        "POST /v1/operations/op-1/retry",
        202,
        "{\"operation\": %s}".formatted(OPERATION.formatted("held", "")));

    assertThat(run("retry acme production").out())
        .isEqualTo(
            "retry of deploy-core on acme/production was accepted."
                + " To see the progress: berth why op-1\n");
  }

  @ParameterizedTest
  @CsvSource({"all, All regions are thawed", "us-east-1, us-east-1 is thawed"})
  void aThawNamesTheRegions(String region, String text) {
    starter.on("DELETE /v1/freezes/" + region, 204, "");
    starter.on("GET /v1/freezes", 200, "{\"freezes\": []}");

    assertThat(run("thaw --region " + region).out()).isEqualTo(text + "\n");
  }

  @Test
  void oneIsNotMany() {
    starter.on(
        "POST /v1/regions/default/sweep",
        200,
        """
        {"operationId": "op-1", "report": {"region": "us-east-1", "dryRun": false, "instances": 2, "hosts": 1,
         "findings": [], "omitted": 1}}""");

    assertThat(run("sweep").out()).isEqualTo("us-east-1: 2 instances, 1 host, 1 difference\n");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1, true",
    "http://localhost:1, true",
    "http://[::1]:1, true",
    "http://0.0.0.0:1, false"
  })
  void whereNothingAnswersOnThisMachineItSaysHowToStartBerth(String url, boolean hint) {
    Command command = Command.run("list", "--url", url);

    assertThat(command.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(command.err()).startsWith("Berth does not answer at " + url);
    assertThat(command.err().contains("./berth up")).isEqualTo(hint);
  }

  private void core(String state, String operation) {
    starter.on(
        "GET /v1/cores/acme/production",
        200,
        "{\"core\": %s, \"operation\": %s}".formatted(CORE.formatted(state), operation));
  }

  private Command show() {
    return run("show acme production");
  }

  private Command run(String line) {
    return Command.run((line + " --url " + starter.url()).split(" "));
  }
}
