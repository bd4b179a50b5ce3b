package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeployCommandTest {
  private static final String CORE = "/v1/cores/acme/development";
  private static final String READY =
      """
      {"customer": "acme", "environment": "development", "region": "us-east-1", "plan": "packed",
       "state": "ready", "generation": 1, "url": "http://c-1.test", "keyReference": "/berth/c-1"}""";
  private static final String DEPLOYING =
      """
      {"customer": "acme", "environment": "development", "state": "deploying", "generation": 1}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void whoDoesNotWaitHearsThatItIsAccepted() {
    starter.on("PUT " + CORE, 202, report(DEPLOYING, running("place", 1)));

    Command command = deploy("--region", "eu-west-1", "--plan", "packed", "--version", "10.1");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains("is being deployed", "berth show acme development");
    assertThat(starter.bodies().getFirst())
        .isEqualToIgnoringWhitespace(
            """
            {"region": "eu-west-1", "plan": "packed", "version": "10.1"}""");
  }

  @Test
  void aCoreThatIsReadyAlreadyIsShownAtOnce() {
    starter.on("PUT " + CORE, 200, "{\"core\": %s}".formatted(READY));

    Command command = deploy("--wait");

    assertThat(command.code()).isZero();
    assertThat(command.out()).contains("acme/development is ready", "http://c-1.test");
  }

  @Test
  void inAPipeEveryStepIsALine() {
    starter
        .on("PUT " + CORE, 202, report(DEPLOYING, running("place", 1)))
        .on("GET " + CORE, 200, report(DEPLOYING, running("database", 4)))
        .on("GET " + CORE, 200, report(DEPLOYING, running("database", 4)))
        .on("GET " + CORE, 200, report(DEPLOYING, running("start", 6)))
        .on("GET " + CORE, 200, report(READY, ended("ready")));

    Command command = deploy("--wait");

    assertThat(command.code()).isZero();
    assertThat(command.err()).doesNotContain("\u001b", "\r");
    assertThat(
            command.err().lines().map(line -> line.replaceFirst("^\\d+s  acme/development  ", "")))
        .containsExactly("database (4 of 8)", "start (6 of 8)", "ready");
    assertThat(command.out()).startsWith("acme/development is ready");
  }

  @Test
  void onATerminalOneLineLives() {
    starter
        .on("PUT " + CORE, 202, report(DEPLOYING, running("place", 1)))
        .on("GET " + CORE, 200, report(DEPLOYING, running("host", 5)))
        .on("GET " + CORE, 200, report(READY, ended("ready")));

    Command command = Command.onTerminal(arguments("--wait"));

    assertThat(command.err())
        .contains("\u001b[?7lacme/development  [############------------] host (5 of 8)")
        .endsWith("\u001b[1A\u001b[J");
    assertThat(command.out()).startsWith("acme/development is ").doesNotContain("host (5 of 8)");
  }

  @Test
  void jsonIsAllThatStandardOutputHolds() {
    starter
        .on("PUT " + CORE, 202, report(DEPLOYING, running("place", 1)))
        .on("GET " + CORE, 200, report(DEPLOYING, running("host", 5)))
        .on("GET " + CORE, 200, report(READY, ended("ready")));

    Command command = deploy("--wait", "--json");

    assertThat(command.code()).isZero();
    assertThat(command.err()).contains("host (5 of 8)");
    assertThat(command.out())
        .isEqualToNormalizingNewlines(
            """
            {
              "core" : {
                "customer" : "acme",
                "environment" : "development",
                "region" : "us-east-1",
                "plan" : "packed",
                "state" : "ready",
                "generation" : 1,
                "url" : "http://c-1.test",
                "keyReference" : "/berth/c-1"
              },
              "operation" : {
                "id" : "op-1",
                "kind" : "deploy-core",
                "customer" : "acme",
                "environment" : "development",
                "state" : "ready",
                "startedAt" : "2026-11-23T10:00:00Z",
                "finishedAt" : "2026-11-23T10:00:16.500Z",
                "temporal" : {
                  "workflowId" : "core/acme/development",
                  "runId" : "op-1"
                }
              }
            }
            """);
  }

  @Test
  void aDeploymentThatFailedSaysWhyAndWhatIsLeft() {
    String failed =
        """
        %s, "reason": "script-failed", "message": "the image is gone",
        "receipt": {"steps": [], "undone": ["database", "secrets"], "left": [{"step": "start", "why": "no answer"}]}}"""
            .formatted(ended("left").replaceFirst("}$", ""));
    starter
        .on("PUT " + CORE, 202, report(DEPLOYING, running("place", 1)))
        .on("GET " + CORE, 200, report(DEPLOYING.replace("deploying", "absent"), failed));

    Command command = deploy("--wait");

    assertThat(command.code()).isEqualTo(3);
    assertThat(command.err())
        .contains("the image is gone", "script-failed", "database, secrets", "start: no answer");
    assertThat(deploy("--wait", "--json").out()).contains("\"reason\" : \"script-failed\"");
  }

  @Test
  void whoWaitedLongEnoughHearsHowToGoOn() {
    starter
        .on("PUT " + CORE, 202, report(DEPLOYING, running("place", 1)))
        .on("GET " + CORE, 200, report(DEPLOYING, running("host", 5)));

    Command command = deploy("--wait", "--timeout", "1s");

    assertThat(command.code()).isEqualTo(5);
    assertThat(command.err()).contains("It goes on.", "berth deploy acme development", "--wait");
  }

  @Test
  void waitingOutlivesARestartOfTheStarter() {
    starter
        .on("PUT " + CORE, 202, report(DEPLOYING, running("place", 1)))
        .on("GET " + CORE, 200, report(DEPLOYING, running("host", 5)), this::restartLater)
        .on("GET " + CORE, 200, report(READY, ended("ready")));

    Command command = deploy("--wait");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.err()).contains("Still trying");
    assertThat(command.out()).startsWith("acme/development is ready");
  }

  /** Away for two looks. */
  private void restartLater() {
    starter.stop();
    Thread.startVirtualThread(
        () -> {
          LockSupport.parkNanos(2_000_000_000L);
          starter.start();
        });
  }

  @Test
  void bothAreWaitedForAndTheHigherCodeIsTheCommands() {
    String problem =
        """
        {"type": "urn:x", "title": "Conflict", "status": 409, "code": "core-differs", "detail": "It is ready.", "errors": []}""";
    starter
        .on(
            "PUT /v1/customers/acme",
            409,
            """
            {"customer": "acme", "cores": [
              {"core": %s, "operation": %s},
              {"core": %s, "problem": %s}]}"""
                .formatted(
                    DEPLOYING,
                    running("place", 1),
                    READY.replace("development", "production"),
                    problem))
        .on("GET " + CORE, 200, report(DEPLOYING, running("host", 5)))
        .on("GET " + CORE, 200, report(READY, ended("ready")));

    Command text = Command.run("deploy", "acme", "--wait", "--url", starter.url());

    assertThat(text.code()).as(text.err()).isEqualTo(6);
    assertThat(text.out()).startsWith("acme/development is ready");
    assertThat(text.err()).contains("host (5 of 8)", "acme/production was refused", "It is ready.");
    Command json = Command.run("deploy", "acme", "--wait", "--json", "--url", starter.url());
    assertThat(json.out())
        .startsWith("{")
        .contains("\"state\" : \"ready\"", "\"code\" : \"core-differs\"");
  }

  @Test
  void aPlanIsOfOneEnvironment() {
    Command command = Command.run("deploy", "acme", "--plan", "packed", "--url", starter.url());

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("--plan needs an environment");
  }

  @Test
  void aConflictIsToldFromBadInput() {
    starter.on(
        "PUT " + CORE,
        409,
        """
        {"type": "urn:x", "title": "Conflict", "status": 409, "code": "unwinding", "detail": "It unwinds.", "errors": []}""");
    assertThat(deploy().code()).isEqualTo(6);

    starter.on(
        "PUT /v1/cores/Acme/development",
        400,
        """
        {"type": "urn:x", "title": "Bad", "status": 400, "code": "bad-input", "detail": "Nothing was started.",
         "errors": [{"field": "customer", "message": "must be a slug"}]}""");
    Command bad = Command.run("--url", starter.url(), "deploy", "Acme", "development", "--json");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).isEqualTo("Invalid request:\n  customer: must be a slug\n");
    assertThat(bad.out()).contains("\"code\" : \"bad-input\"");
  }

  @Test
  void whatIsAwayIsToldFromWhatIsNotBerth() {
    starter.on(
        "PUT " + CORE,
        503,
        """
        {"type": "urn:x", "title": "Away", "status": 503, "code": "temporal-unreachable", "detail": "Temporal does not answer.", "errors": []}""");
    assertThat(deploy().code()).isEqualTo(4);
    assertThat(deploy().err()).contains("Temporal does not answer.");

    starter.on("GET /v1/cores", 200, "<html>");
    assertThat(Command.run("--url", starter.url(), "list").code()).isEqualTo(1);

    starter.stop();
    assertThat(deploy("--wait").code()).isEqualTo(4);
    starter.start();
  }

  @Test
  void aListIsAllOfItsPages() {
    starter
        .on(
            "GET /v1/cores",
            200,
            "{\"cores\": [%s], \"next\": \"acme/development\"}".formatted(READY))
        .on("GET /v1/cores", 200, "{\"cores\": [%s]}".formatted(READY.replace("acme", "zeta")));

    Command list = Command.run("list", "--url", starter.url());

    assertThat(list.out()).contains("acme", "zeta");
    assertThat(starter.queries())
        .containsExactly("limit=1000", "limit=1000&after=acme%2Fdevelopment");
  }

  private Command deploy(String... options) {
    return Command.run(arguments(options));
  }

  private String[] arguments(String... options) {
    List<String> all =
        new ArrayList<>(List.of("deploy", "acme", "development", "--url", starter.url()));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private static String report(String core, String operation) {
    return "{\"core\": %s, \"operation\": %s}".formatted(core, operation);
  }

  private static String running(String step, int index) {
    return """
    {"id": "op-1", "kind": "deploy-core", "customer": "acme", "environment": "development", "state": "running",
     "startedAt": "2026-11-23T10:00:00Z", "temporal": {"workflowId": "core/acme/development", "runId": "op-1"},
     "progress": {"workerAnswers": true, "step": "%s", "index": %d, "of": 8, "finished": []}}"""
        .formatted(step, index);
  }

  private static String ended(String state) {
    return """
    {"id": "op-1", "kind": "deploy-core", "customer": "acme", "environment": "development", "state": "%s",
     "startedAt": "2026-11-23T10:00:00Z", "finishedAt": "2026-11-23T10:00:16.500Z", "unknownYet": 1,
     "temporal": {"workflowId": "core/acme/development", "runId": "op-1"}}"""
        .formatted(state);
  }
}
