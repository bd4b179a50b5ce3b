package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes from outside cannot give orders to a terminal. */
class PrintableTest {
  private static final String ORDERS = "\u001b]0;title\u0007 \u009b2J \u202eevil \u2028 x\ry";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void charactersThatActAreShownAsTheirCodes() {
    assertThat(Printable.of(ORDERS))
        .isEqualTo("\\u001b]0;title\\u0007 \\u009b2J \\u202eevil \\u2028 x\\u000dy");
    assertThat(Printable.of("Zürich, 東京\n\u001b[32mready\u001b[0m"))
        .isEqualTo("Zürich, 東京\n\u001b[32mready\u001b[0m");
  }

  @ParameterizedTest
  @CsvSource({"list", "show acme production", "operations op-1", "why op-1", "events"})
  void noAnswerReachesTheTerminalRaw(String line) {
    String json =
        ORDERS.replace("\r", "\\r").replace("\u001b", "\\u001b").replace("\u0007", "\\u0007");
    String operation =
        """
        {"id": "op-1", "kind": "deploy-core", "customer": "acme", "environment": "production", "state": "left",
         "reason": "denied", "message": "%s", "temporal": {"workflowId": "core/acme/production", "runId": "op-1"}}"""
            .formatted(json);
    String core =
        """
        {"customer": "acme", "environment": "production", "state": "ready", "generation": 1, "url": "%s"}"""
            .formatted(json);
    starter
        .on("GET /v1/cores", 200, "{\"cores\": [%s]}".formatted(core))
        .on(
            "GET /v1/cores/acme/production",
            200,
            "{\"core\": %s, \"operation\": %s}".formatted(core, operation))
        .on("GET /v1/operations/op-1", 200, operation)
        .on(
            "GET /v1/operations/op-1/why",
            200,
            """
            {"why": "%s", "operationId": "op-1", "state": "left", "alsoWaiting": [], "verbs": []}"""
                .formatted(json))
        .on(
            "GET /v1/events",
            200,
            """
            {"events": [{"position": 1, "subject": "core/c1", "sequence": 1, "type": "core.placed", "version": 1,
              "actor": "a", "reason": "%s", "at": "2026-12-01T08:00:00Z"}], "next": 1}"""
                .formatted(json));

    Command command = Command.onTerminal((line + " --wide --url " + starter.url()).split(" "));

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out())
        .contains("\\u009b2J", "\\u202eevil")
        .doesNotContain("\u009b", "\u202e");
  }

  @Test
  void norDoesAnErrorOfTheServer() {
    starter.on(
        "GET /v1/cores",
        400,
        """
        {"type": "urn:berth:problem:bad-input", "title": "Bad Request", "status": 400, "code": "bad-input",
         "detail": "\u009b2J", "errors": [{"field": "state", "message": "\u202eevil"}]}""");

    assertThat(Command.onTerminal("list", "--url", starter.url()).err())
        .contains("\\u202eevil")
        .doesNotContain("\u202e", "\u009b");
  }
}
