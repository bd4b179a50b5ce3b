package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.berth.client.api.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "show acme nowhere; 2; 404; no-such-core; No core of that name has been requested yet.",
        "why bogus; 2; 404; no-such-operation; There is no operation, core, host or image 'bogus'.",
        "operations bogus; 2; 404; no-such-operation; There is no operation 'bogus'.",
        "lst; 2; 400; bad-input; Unknown command 'lst'. Did you mean list?",
        "show acme; 2; 400; bad-input; Missing required parameter: '<environment>'",
        "host retire h1; 2; 400; bad-input; add --yes",
        "list --url http://127.0.0.1:1; 4; 503; unreachable; Berth does not answer at http://127.0.0.1:1",
        "list --url 127.0.0.1:1; 2; 400; bad-input; '127.0.0.1:1' is not a URL such as http://127.0.0.1:1"
      })
  void everyErrorIsAProblemOnStandardOutputAndTextOnStandardError(
      String line, int exitCode, int status, String code, String detail) throws Exception {
    starter.on("GET /v1/cores/acme/nowhere", 404, problem("no-such-core"));
    starter.on("GET /v1/operations/bogus", 404, problem("no-such-operation"));

    Command command = run(line + " --json");

    assertThat(command.code()).isEqualTo(exitCode);
    assertThat(command.err()).contains(detail);
    Problem problem = new ObjectMapper().readValue(command.out(), Problem.class);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.type()).hasToString("urn:berth:problem:" + code);
    assertThat(problem.detail()).contains(detail);
    assertThat(run(line).out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "list --url 127.0.0.1:8480; '127.0.0.1:8480' is not a URL such as http://127.0.0.1:8480 (--url or BERTH_URL).",
        "list --url http:///x; 'http:///x' is not a URL such as http://127.0.0.1:8480 (--url or BERTH_URL).",
        "events --after banana; Invalid value for option '--after': 'banana' is not a whole number such as 100",
        "events --limit 1e3; Invalid value for option '--limit': '1e3' is not a whole number such as 100",
        "sweep --limit many; Invalid value for option '--limit': 'many' is not a whole number such as 100"
      })
  void aWrongValueIsExplainedInOneSentence(String line, String message) {
    Command command = run(line);

    assertThat(command.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(command.err().lines()).hasSize(2).first().isEqualTo(message);
  }

  @Test
  void anOptionMayBeGivenTwice() {
    starter.on("GET /v1/cores", 200, "{\"cores\": []}");

    Command command = run("--json list --json");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).startsWith("{");
    assertThat(command.err()).isEmpty();
  }

  private static String problem(String code) {
    return "{\"type\": \"urn:x\", \"title\": \"Not Found\", \"status\": 404, \"code\": \"%s\", \"errors\": []}"
        .formatted(code);
  }

  private Command run(String line) {
    String with = line.contains("--url") ? line : line + " --url " + starter.url();
    return Command.run(with.split(" "));
  }
}
