package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepCommandTest {
  private static final String SWEEP = "POST /v1/regions/default/sweep";
  private static final String FOUND =
      """
      [{"kind": "orphan", "hostId": "h1", "instanceId": "i-1", "what": "instance i-1 embodies no host",
        "firstSeenAt": "2026-11-25T01:00:00Z", "due": true, "outcome": "would retire host h1"},
       {"kind": "strange", "instanceId": "i-2", "what": "instance i-2 is odd", "due": false, "outcome": "left"}]""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void whoSaysNothingElseIsOnlyToldWhatDiffers() {
    starter.on(SWEEP, 200, report(true, FOUND, ""));

    Command command = sweep();

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(starter.bodies().getFirst()).isEqualToIgnoringWhitespace("{\"dryRun\": true}");
    assertThat(command.out())
        .contains("us-east-1 (dry run, nothing was changed): 4 instances, 3 hosts, 4 differences");
    assertThat(command.out().lines())
        .anyMatch(
            line ->
                line.matches(
                    "orphan +2026-11-25T01:00:00Z +instance i-1 embodies no host +would retire host h1"))
        .anyMatch(line -> line.matches("strange +now +instance i-2 is odd +left"));
  }

  @Test
  void whoSaysGoHasItDoneInTheRegionAndWithinTheLimit() {
    starter.on("POST /v1/regions/eu-west-1/sweep", 200, report(false, "[]", ""));

    Command command = sweep("--go", "--yes", "--region", "eu-west-1", "--limit", "9");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(starter.bodies().getFirst())
        .isEqualToIgnoringWhitespace("{\"dryRun\": false, \"limit\": 9}");
    assertThat(command.out()).doesNotContain("dry run", "KIND");
  }

  @Test
  void aPassThatRefusedToActSaysSoLoudlyAndFails() {
    starter.on(
        SWEEP,
        200,
        report(false, FOUND, ", \"refused\": \"too-many\", \"why\": \"4 hosts at once\""));

    Command command = sweep("--go", "--yes");

    assertThat(command.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(command.out()).contains("REFUSED TO ACT (too-many): 4 hosts at once");
  }

  @Test
  void aPassThatTakesLongerSaysHowToHearOfIt() {
    starter.on(
        SWEEP,
        202,
        """
        {"operation": {"id": "op-1", "kind": "sweep", "region": "us-east-1", "state": "running",
         "temporal": {"workflowId": "sweep/us-east-1", "runId": "op-1"}}}""");

    Command command = sweep();

    assertThat(command.code()).isEqualTo(ExitCode.TIMED_OUT);
    assertThat(command.out()).contains("goes on (operation op-1)");
  }

  @Test
  void aRegionThatIsNotOursIsBadInput() {
    starter.on(
        SWEEP,
        400,
        """
        {"type": "urn:x", "title": "Bad", "status": 400, "code": "bad-input", "detail": "Nothing was started.",
         "errors": [{"field": "region", "message": "is one of us-east-1, eu-west-1"}]}""");

    Command command = sweep();

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).contains("is one of us-east-1, eu-west-1");
  }

  @Test
  void jsonIsAllThatStandardOutputHolds() {
    starter.on(SWEEP, 200, report(true, FOUND, ""));

    Command command = sweep("--json");

    assertThat(command.out())
        .startsWith("{")
        .contains("\"kind\" : \"orphan\"")
        .doesNotContain("KIND");
  }

  private static String report(boolean dryRun, String findings, String more) {
    return """
        {"operationId": "op-1", "report": {"region": "us-east-1", "dryRun": %s, "instances": 4, "hosts": 3,
         "findings": %s, "omitted": %d%s}}"""
        .formatted(dryRun, findings, findings.equals("[]") ? 0 : 2, more);
  }

  private Command sweep(String... more) {
    return Command.run(
        Stream.concat(Stream.of("sweep", "--url", starter.url()), Stream.of(more))
            .toArray(String[]::new));
  }
}
