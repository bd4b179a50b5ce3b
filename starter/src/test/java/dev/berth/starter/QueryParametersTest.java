package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.starter.TestStarter.Answer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueryParametersTest {
  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start();
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("operations")
  void anUnknownParameterIsRefusedAndTheKnownOnesAreNamed(
      String method, String path, List<String> known) throws Exception {
    Answer answer = starter.send(method, path + "?lmit=1&limt=2");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("code").asText()).isEqualTo("bad-input");
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("lmit");
    assertThat(answer.json().at("/errors/1/field").asText()).isEqualTo("limt");
    assertThat(answer.json().at("/errors/0/message").asText())
        .isEqualTo(
            "is not a query parameter of this request, which has "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
    assertThat(answer.headers().get("x-request-id")).hasSize(36);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("operations")
  void aParameterHasExactlyOneValue(String method, String path, List<String> known)
      throws Exception {
    for (String name : known) {
      for (String query : List.of(name, name + "=", name + "=1&" + name + "=2")) {
        Answer answer = starter.send(method, path + "?" + query);

        assertThat(answer.status()).as(query).isEqualTo(400);
        assertThat(answer.json().get("errors"))
            .hasToString(
                "[{\"field\":\"%s\",\"message\":\"must have one value, or be left out\"}]"
                    .formatted(name));
      }
    }
  }

  @Test
  void aPathThatIsNotThereIsNotFoundWhateverItsQueryIs() throws Exception {
    assertThat(starter.get("/v1/nothing?x=1").status()).isEqualTo(404);
  }

  private static Stream<Arguments> operations() throws Exception {
    try (TestStarter described = TestStarter.beforeMigration()) {
      return OpenApi.of(described)
          .operations()
          .map(
              operation ->
                  Arguments.of(
                      operation.method(),
                      operation.anyPath(),
                      operation
                          .parameters("query")
                          .map(parameter -> parameter.get("name").asText())
                          .collect(Collectors.toList())))
          .toList()
          .stream();
    }
  }
}
