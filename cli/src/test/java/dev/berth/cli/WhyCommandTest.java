package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhyCommandTest {
  private static final String HELD =
      """
      , "held": {"step": "secrets", "reason": "denied", "message": "no", "since": "2026-11-30T10:00:00Z", "verbs": []}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void aHeldOperationEndsInCommandsToPaste() {
    core(operation("held", HELD));
    answers("\"retry\", \"abort\", \"cancel\"");

    assertThat(why().out())
        .isEqualTo(
            """
            It is held.

            Commands that help:
              berth retry acme production
              berth abort acme production
              berth cancel acme production
            """);
  }

  @Test
  void theVerbsOfAHeldHostNameItsOperation() {
    core(operation("running", ""));
    starter.on(
        "GET /v1/hosts",
        200,
        """
        {"hosts": [{"id": "h1", "region": "us-east-1", "plan": "packed", "state": "launching", "instanceNumber": 1,
         "operationId": "op-7", "createdAt": "2026-11-28T10:00:00Z", "slots": []}]}""");
    answers("\"retry\", \"cancel\"");

    assertThat(why().out())
        .contains("\n  berth retry op-7\n", "\n  berth cancel acme production\n");
  }

  @Test
  void theIdOfAHostOrACoreIsEnough() {
    starter.on(
        "GET /v1/hosts",
        200,
        """
        {"hosts": [{"id": "h1", "region": "us-east-1", "plan": "packed", "state": "launching", "instanceNumber": 1,
         "operationId": "op-7", "createdAt": "2026-11-28T10:00:00Z", "slots": []}]}""");
    starter.on("GET /v1/images", 200, "{\"images\": []}");
    starter.on("GET /v1/operations/op-7", 200, operation("running", ""));
    starter.on(
        "GET /v1/cores",
        200,
        """
        {"cores": [{"id": "ck1", "customer": "acme", "environment": "production", "state": "deploying", "generation": 1}]}""");
    core(operation("running", ""));
    answers("\"cancel\"");

    assertThat(why("h1").out()).contains("It is held.");
    assertThat(why("ck1").out()).contains("It is held.");
    assertThat(Command.run("why", "ck2", "--url", starter.url()).err())
        .contains("There is no operation, core, host or image 'ck2'.");
  }

  @Test
  void aThawNamesTheRegionThatIsFrozen() {
    core(operation("frozen", ""));
    starter.on(
        "GET /v1/freezes",
        200,
        """
        {"freezes": [
          {"region": "eu-west-1", "requester": "ops", "reason": "x", "frozenAt": "2026-11-30T10:00:00Z"},
          {"region": "us-east-1", "requester": "ops", "reason": "x", "frozenAt": "2026-11-30T10:00:00Z"}]}""");
    answers("\"thaw\"");

    assertThat(why().out()).endsWith("Commands that help:\n  berth thaw --region us-east-1\n");
  }

  @Test
  void whatFailedIsDeployedAgainAsItWas() {
    core(operation("left", ""));
    answers("");

    assertThat(why().out())
        .endsWith(
            """
              berth show acme production
              berth deploy acme production --plan dedicated --region us-east-1
            """);
  }

  @Test
  void whatIsReadyNeedsNoCommand() {
    core(operation("ready", ""));
    answers("");

    assertThat(why().out()).isEqualTo("It is held.\n");
  }

  @Test
  void aRegionIsExplainedByWhatIsHeldAndFrozenThere() {
    starter.on(
        "GET /v1/freezes",
        200,
        """
        {"freezes": [{"region": "us-east-1", "requester": "ops", "reason": "x", "frozenAt": "2026-11-30T10:00:00Z"}]}""");
    starter
        .on("GET /v1/operations", 200, "{\"operations\": [%s]}".formatted(operation("held", HELD)))
        .on("GET /v1/operations", 200, "{\"operations\": []}");

    assertThat(why("us-east-1").out())
        .isEqualTo(
            """
            us-east-1 is frozen since 2026-11-30T10:00:00Z by ops: x. 1 operation under way: 1 held, 0 frozen. No sweep has run.

            Commands that help:
              berth thaw --region us-east-1
              berth operations --state held --region us-east-1
              berth retry --all --region us-east-1
            """);
  }

  private void core(String operation) {
    starter.on(
        "GET /v1/cores/acme/production",
        200,
        """
        {"core": {"customer": "acme", "environment": "production", "state": "deploying", "generation": 1, "hostId": "h1"},
         "operation": %s}"""
            .formatted(operation));
  }

  private void answers(String verbs) {
    starter.on(
        "GET /v1/operations/op-1/why",
        200,
        """
        {"why": "It is held.", "operationId": "op-1", "state": "held", "alsoWaiting": [], "verbs": [%s]}"""
            .formatted(verbs));
  }

  private static String operation(String state, String held) {
    return """
        {"id": "op-1", "kind": "deploy-core", "customer": "acme", "environment": "production", "state": "%s",
         "plan": "dedicated", "region": "us-east-1",
         "temporal": {"workflowId": "core/acme/production", "runId": "op-1"},
         "progress": {"workerAnswers": true, "step": "secrets", "index": 3, "of": 8, "finished": []%s}}"""
        .formatted(state, held);
  }

  private Command why() {
    return why("acme", "production");
  }

  /** Runs why, and checks that the command line accepts each command that it prints. */
  private Command why(String... target) {
    Command why =
        Command.run(
            Stream.of(Stream.of("why"), Stream.of(target), Stream.of("--url", starter.url()))
                .flatMap(words -> words)
                .toArray(String[]::new));
    why.out()
        .lines()
        .filter(line -> line.startsWith("  berth "))
        .map(line -> line.substring("  berth ".length()).split(" "))
        .forEach(words -> assertThat(Command.run(withHelp(words)).code()).isZero());
    return why;
  }

  private static String[] withHelp(String... words) {
    return Stream.concat(Stream.of(words), Stream.of("--help")).toArray(String[]::new);
  }
}
