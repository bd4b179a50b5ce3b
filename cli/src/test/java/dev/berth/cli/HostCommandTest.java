package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostCommandTest {
  private static final String HOST =
      """
      {"id": "h1", "region": "us-east-1", "plan": "packed", "state": "ready", "instanceNumber": 1,
       "createdAt": "2026-11-28T10:00:00Z", "cordonedAt": "2026-11-28T11:00:00Z", "slots": []}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void aCordonSaysWhyAndShowsTheHost() {
    starter.on("POST /v1/hosts/h1/cordon", 200, HOST);

    Command command = run("host", "cordon", "h1", "--reason", "noisy");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains("h1: ready (cordoned)");
    assertThat(starter.bodies().getFirst()).isEqualToIgnoringWhitespace("{\"reason\": \"noisy\"}");
  }

  @Test
  void uncordonIsTheOther() {
    starter.on("POST /v1/hosts/h1/uncordon", 200, HOST);

    assertThat(run("host", "uncordon", "h1").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"retire", "replace"})
  void whatIsUnderWayIsShownWithHowToFollowIt(String verb) {
    starter.on(
        "POST /v1/hosts/h1/" + verb,
        202,
        """
        {"operation": {"id": "op-1", "kind": "%s-host", "hostId": "h1", "state": "running",
         "temporal": {"workflowId": "host/h1", "runId": "op-1"}}}"""
            .formatted(verb));

    Command command = run("host", verb, "h1", "--yes");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains(verb + "-host of host h1 is under way", "berth why op-1");
  }

  @ParameterizedTest
  @CsvSource({"ready, 0", "unwound, 3"})
  void whoWaitsIsToldHowItEnded(String state, int code) {
    String operation =
        """
        {"id": "op-1", "kind": "replace-host", "hostId": "h1", "state": "%s",
         "temporal": {"workflowId": "host/h1", "runId": "op-1"}}""";
    starter.on(
        "POST /v1/hosts/h1/replace",
        202,
        "{\"operation\": %s}".formatted(operation.formatted("running")));
    starter.on("GET /v1/operations/op-1", 200, operation.formatted(state));

    Command command = run("host", "replace", "h1", "--wait", "-y");

    assertThat(command.code()).as(command.err()).isEqualTo(code);
    assertThat(command.out()).contains("operation op-1 is " + state);
  }

  @Test
  void aHostInUseIsRefusedWithTheReason() {
    starter.on(
        "POST /v1/hosts/h1/retire",
        409,
        """
        {"type": "about:blank", "title": "Conflict", "status": 409, "code": "host-in-use",
         "detail": "Host h1 is in use by acme/development; nothing was started.", "errors": []}""");

    Command command = run("host", "retire", "h1", "--yes");

    assertThat(command.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(command.err()).contains("in use by acme/development");
  }

  @Test
  void withoutAVerbOrAHostItIsBadInput() {
    assertThat(run("host").code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run("host", "cordon").code()).isEqualTo(ExitCode.BAD_INPUT);
  }

  private Command run(String... words) {
    return Command.run(
        Stream.concat(Stream.of(words), Stream.of("--url", starter.url())).toArray(String[]::new));
  }
}
