package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterOptionsTest {
  private final FakeStarter starter = new FakeStarter();

  @AfterEach
  void stop() {
    starter.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          list       | cores      | --state ready --customer acme --plan packed --region eu-west-1 --host h1 --since 30m | limit=1000&state=ready&customer=acme&plan=packed&region=eu-west-1&host=h1&since=30m
          hosts      | hosts      | --state lost --plan packed --region eu-west-1 | limit=1000&state=lost&plan=packed&region=eu-west-1
          operations | operations | --state held --customer acme --region eu-west-1 --host h1 --since 30m | limit=20&state=held&customer=acme&region=eu-west-1&host=h1&since=30m
          events     | events     | --customer acme --host h1 --since 2026-12-01T08:00:00Z | after=0&limit=100&customer=acme&host=h1&since=2026-12-01T08%3A00%3A00Z
          """)
  void aListIsRestrictedByTheStarter(String command, String list, String options, String query) {
    starter.on("GET /v1/" + list, 200, "{\"%s\": []}".formatted(list));

    Command run = run(command + " " + options);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(starter.queries()).containsExactly(query);
  }

  @ParameterizedTest
  @CsvSource({
    "hosts, --customer",
    "hosts, --since",
    "operations, --plan",
    "events, --state",
    "events, --region",
    "freezes, --state"
  })
  void aFilterThatAListDoesNotHaveIsAnUnknownOption(String command, String option) {
    Command run = run(command + " " + option + " x");

    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("Unknown option", option);
    assertThat(starter.queries()).isEmpty();
  }

  @Test
  void aFilterBesideAnIdIsRefused() {
    Command run = run("operations 1 --state held");

    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("or options that restrict the list");
    assertThat(starter.queries()).isEmpty();
  }

  private Command run(String line) {
    return Command.run((line + " --url " + starter.url()).split(" "));
  }
}
