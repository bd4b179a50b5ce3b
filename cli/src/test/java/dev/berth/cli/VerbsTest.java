package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verbs, sent to one operation or to several. */
class VerbsTest {
  private static final String OPERATION =
      """
      {"id": "op-%1$s", "kind": "deploy-core", "customer": "%1$s", "environment": "production", "state": "%2$s",
       "reason": "denied", "startedAt": "2026-12-01T08:00:00Z",
       "temporal": {"workflowId": "core/%1$s/production", "runId": "op-%1$s"}}""";

  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void severalAreListedFirstThenAskedForAndTheVerbIsSentToEach() {
    held("acme", "beta");
    accepts("acme", "retry");
    accepts("beta", "retry");

    Command command =
        Command.answering("y", words("retry --all --reason denied --customer acme --since 2h"));

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.err()).isEqualTo("Send retry to 2 operations? [y/N] ");
    assertThat(command.out())
        .containsSubsequence(
            "OPERATION",
            "acme/production",
            "beta/production",
            "deploy-core of acme/production: retry was accepted\n",
            "deploy-core of beta/production: retry was accepted\n");
    assertThat(starter.queries().getFirst())
        .contains("state=held", "reason=denied", "customer=acme", "since=2h");
    assertThat(starter.bodies()).contains("{\n  \"reason\" : \"one of several: denied\"\n}");
  }

  @Test
  void anAnswerThatIsNotYesSendsNothing() {
    held("acme");

    Command command = Command.answering("n", words("retry --all"));

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(starter.requests()).containsExactly("GET /v1/operations");
  }

  @Test
  void aScriptHasToSayThatItMeansIt() {
    held("acme");

    Command command = Command.run(words("abort --all"));

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).contains("add --yes");
    assertThat(starter.requests()).containsExactly("GET /v1/operations");
  }

  @Test
  void aRefusalByOneDoesNotKeepTheOthersFromIt() {
    held("acme", "beta");
    starter.on(
        "POST /v1/operations/op-acme/retry",
        409,
        """
        {"type": "urn:berth:problem:not-held", "title": "Conflict", "status": 409, "code": "not-held",
         "detail": "It is not held.", "errors": []}""");
    accepts("beta", "retry");

    Command command = Command.run(words("retry --all --yes"));

    assertThat(command.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(command.out())
        .contains(
            "deploy-core of acme/production: It is not held.\n",
            "deploy-core of beta/production: retry was accepted\n");
  }

  @Test
  void aProgramGetsTheResultOfEach() {
    held("acme");
    accepts("acme", "retry");

    Command command = Command.run(words("retry --all --yes --json"));

    assertThat(command.out().replaceAll("\\s+", " "))
        .startsWith("{ \"operations\" : [ { \"operation\" : { \"id\" : \"op-acme\",");
  }

  @ParameterizedTest
  @CsvSource({
    "retry, No such operation is held; there is nothing to retry.",
    "cancel, No such operation is running or held or frozen; there is nothing to cancel."
  })
  void whereThereIsNoneTheCommandSaysSoAndFails(String verb, String message) {
    held();

    Command command = Command.run(words(verb + " --all --yes"));

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err()).isEqualTo(message + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"retry", "retry acme production --all", "retry --customer acme", "cancel"})
  void oneOperationOrAllOfThemMustBeNamed(String line) {
    Command command = Command.run(words(line));

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err())
        .containsAnyOf("<customer>|<id>", "Missing required argument(s): --all");
    assertThat(starter.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "retry, ready, 0",
    "retry, unwound, 3",
    "cancel, unwound, 0",
    "abort, unwound, 0",
    "cancel, ready, 3",
    "cancel, left, 3"
  })
  void aWaitEndsWithZeroWhenTheOperationEndedAsTheVerbMeant(String verb, String end, int code) {
    String ended = OPERATION.formatted("acme", end);
    held("acme");
    starter.on("GET /v1/operations/op-acme", 200, ended);
    starter.on(
        "GET /v1/cores/acme/production",
        200,
        """
        {"core": {"customer": "acme", "environment": "production", "state": "ready", "generation": 1},
         "operation": %s}"""
            .formatted(ended));
    accepts("acme", verb);

    assertThat(Command.run(words(verb + " op-acme --wait --yes")).code()).isEqualTo(code);
    assertThat(Command.run(words(verb + " --all --wait --yes")).code()).isEqualTo(code);
  }

  private void held(String... customers) {
    starter.on(
        "GET /v1/operations",
        200,
        "{\"operations\": [%s]}"
            .formatted(
                String.join(
                    ", ",
                    Stream.of(customers).map(name -> OPERATION.formatted(name, "held")).toList())));
    starter.on("GET /v1/operations", 200, "{\"operations\": []}");
  }

  private void accepts(String customer, String verb) {
    starter.on(
        "POST /v1/operations/op-%s/%s".formatted(customer, verb),
        202,
        "{\"operation\": %s}".formatted(OPERATION.formatted(customer, "held")));
  }

  private String[] words(String line) {
    return (line + " --url " + starter.url()).split(" ");
  }
}
