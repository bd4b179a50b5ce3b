package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hurts is asked for first. */
class ConfirmationTest {
  private static final String OPERATION =
      """
      {"id": "op-1", "kind": "deploy-core", "customer": "acme", "environment": "production", "state": "held",
       "temporal": {"workflowId": "core/acme/production", "runId": "op-1"}}""";
  private static final String ACCEPTED = "{\"operation\": %s}".formatted(OPERATION);
  private static final String POOL =
      """
      {"region": "us-east-1", "plan": "dedicated", "instanceType": "t2.micro",
       "running": {"target": 2, "ready": 2, "filling": 0}, "stopped": {"target": 3, "ready": 3, "filling": 0}}""";

  private final FakeStarter starter = new FakeStarter();

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of(
            "host replace h1",
            "POST /v1/hosts/h1/replace",
            "Replace host h1 (2 cores do not answer meanwhile)?"),
        Arguments.of(
            "host retire h1",
            "POST /v1/hosts/h1/retire",
            "Retire host h1, and terminate its instance?"),
        Arguments.of(
            "cancel acme production",
            "POST /v1/operations/op-1/cancel",
            "End deploy-core of acme/production, and undo everything that it did?"),
        Arguments.of(
            "abort op-1",
            "POST /v1/operations/op-1/abort",
            "End deploy-core of acme/production, and undo everything that it did?"),
        Arguments.of(
            "sweep --go --limit 9 --region us-east-1",
            "POST /v1/regions/us-east-1/sweep",
            "Act on all differences in us-east-1, and remove or replace at most 9 hosts?"),
        Arguments.of(
            "pool set dedicated --running 1",
            "PUT /v1/pools/default/dedicated",
            "Lower pool dedicated to 1 running, and terminate the hosts above that"
                + " (now 2 running and 3 stopped in us-east-1)?"));
  }

  @BeforeEach
  void answer() {
    String slot =
        "{\"slot\": %d, \"state\": \"%s\", \"customer\": \"acme\", \"environment\": \"e\"}";
    starter
        .on(
            "GET /v1/hosts",
            200,
            """
            {"hosts": [{"id": "h1", "region": "us-east-1", "plan": "packed", "state": "ready", "instanceNumber": 1,
             "createdAt": "2026-11-28T10:00:00Z", "slots": [%s, %s, %s]}]}"""
                .formatted(
                    slot.formatted(0, "held"),
                    slot.formatted(1, "free"),
                    slot.formatted(2, "held")))
        .on("GET /v1/pools", 200, "{\"pools\": [%s]}".formatted(POOL))
        .on("GET /v1/operations/op-1", 200, OPERATION)
        .on("GET /v1/cores/acme/production", 200, ACCEPTED)
        .on("POST /v1/hosts/h1/replace", 202, ACCEPTED)
        .on("POST /v1/hosts/h1/retire", 202, ACCEPTED)
        .on("POST /v1/operations/op-1/cancel", 202, ACCEPTED)
        .on("POST /v1/operations/op-1/abort", 202, ACCEPTED)
        .on("PUT /v1/pools/default/dedicated", 200, POOL)
        .on(
            "POST /v1/regions/us-east-1/sweep",
            200,
            """
            {"operationId": "op-1", "report": {"region": "us-east-1", "dryRun": false, "instances": 0, "hosts": 0,
             "findings": [], "omitted": 0}}""");
  }

  @AfterEach
  void stop() {
    starter.close();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void onATerminalTheQuestionNamesWhatWillHappen(String line, String request, String question) {
    Command command = Command.answering("y", words(line));

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.err()).isEqualTo(question + " [y/N] ");
    assertThat(starter.requests()).contains(request);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void withoutATerminalItIsRefused(String line, String request, String question) {
    Command command = Command.run(words(line));

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).contains("add --yes").doesNotContain(question);
    assertThat(starter.requests()).doesNotContain(request);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void withTheOptionItActsWithoutAQuestion(String line, String request, String question) {
    Command command = Command.run(words(line + " --yes"));

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.err()).isEmpty();
    assertThat(starter.requests()).contains(request);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "n", "yy", "replace"})
  void whatIsNotYesChangesNothing(String answer) {
    Command command = Command.answering(answer, words("host replace h1"));

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).endsWith("Nothing was changed.\n");
    assertThat(starter.requests()).noneMatch(request -> request.startsWith("POST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Y", "yes", " YES "})
  void yesMayBeWrittenInSeveralWays(String answer) {
    assertThat(Command.answering(answer, words("host retire h1")).code()).isZero();
  }

  @Test
  void aPoolThatGrowsIsNotAskedFor() {
    assertThat(Command.run(words("pool set dedicated --running 2 --stopped 4")).code()).isZero();
  }

  private String[] words(String line) {
    return (line + " --url " + starter.url()).split(" ");
  }
}
