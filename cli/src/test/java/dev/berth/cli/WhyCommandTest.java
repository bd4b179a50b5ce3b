package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
    why("\"retry\", \"abort\", \"cancel\"");

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
    why("\"retry\", \"cancel\"");

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
    why("\"cancel\"");

    assertThat(Command.run("why", "h1", "--url", starter.url()).out()).contains("It is held.");
    assertThat(Command.run("why", "ck1", "--url", starter.url()).out()).contains("It is held.");
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
    why("\"thaw\"");

    assertThat(why().out()).endsWith("Commands that help:\n  berth thaw --region us-east-1\n");
  }

  @Test
  void whatFailedIsDeployedAgainAsItWas() {
    core(operation("left", ""));
    why("");

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
    why("");

    assertThat(why().out()).isEqualTo("It is held.\n");
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

  private void why(String verbs) {
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
    return Command.run("why", "acme", "production", "--url", starter.url());
  }
}
