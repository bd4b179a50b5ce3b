package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No value of a body is converted to another type, ignored, or chosen among several. */
class StrictBodiesTest {
  private static final Map<String, List<String>> WRONG =
      Map.of(
          "string", List.of("1", "1.5", "true", "[]", "[\"a\"]", "{}"),
          "integer",
              List.of("\"1\"", "\"\"", "1.5", "1.0", "true", "[]", "[1]", "{}", "99999999999"),
          "array", List.of("1", "1.5", "true", "\"a\"", "{}"),
          "boolean", List.of("\"true\"", "\"\"", "0", "1", "1.0", "[]", "[true]", "{}"));

  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start();
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @ParameterizedTest(name = "{0} {1}: {2} is no {3}")
  @MethodSource("fields")
  void aFieldOfAnotherTypeIsRefusedByName(String method, String path, String field, String type)
      throws Exception {
    for (String value : WRONG.get(type)) {
      Answer answer = send(method, path, "{\"%s\": %s}".formatted(field, value));

      assertThat(answer.status()).as("%s: %s", value, answer.text()).isEqualTo(400);
      assertThat(answer.json().get("errors")).as(value).hasSize(1);
      assertThat(answer.json().at("/errors/0/field").asText()).as(value).isEqualTo(field);
      assertThat(answer.json().at("/errors/0/message").asText())
          .isEqualTo(
              switch (type) {
                case "string" -> "must be a string";
                case "boolean" -> "must be true or false";
                case "array" -> "must be a list";
                default -> "must be a whole number of at most 32 bits";
              });
    }
  }

  private static Stream<Arguments> fields() throws Exception {
    List<Arguments> fields = new ArrayList<>();
    try (TestStarter described = TestStarter.beforeMigration()) {
      OpenApi api = OpenApi.of(described);
      api.operations()
          .filter(OpenApi.Operation::hasBody)
          .forEach(
              operation ->
                  api.resolve(operation.body())
                      .get("properties")
                      .properties()
                      .forEach(
                          property ->
                              fields.add(
                                  Arguments.of(
                                      operation.method(),
                                      operation.anyPath(),
                                      property.getKey(),
                                      property.getValue().get("type").asText()))));
    }
    assertThat(fields).hasSizeGreaterThan(15);
    return fields.stream();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "7", "\"\"", "\"reason\"", "[]", "[{}]", "{} {}", "{} x"})
  void aBodyIsASingleObject(String body) throws Exception {
    Answer answer = starter.put("/v1/pools/default/packed", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("body");
  }

  @Test
  void aFieldThatIsGivenTwiceIsRefused() throws Exception {
    Answer answer = starter.put("/v1/pools/default/packed", "{\"running\": 0, \"running\": 1}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/message").asText())
        .isEqualTo("is not valid JSON: Duplicate field 'running'");
  }

  @Test
  void afterAllRefusalsNoPoolIsSet() throws Exception {
    assertThat(
            starter
                .put("/v1/pools/us-east-1/dedicated", "{\"running\": false, \"stopped\": false}")
                .status())
        .isEqualTo(400);
    JsonNode pools = starter.get("/v1/pools").json().get("pools");
    assertThat(pools).isEmpty();
  }

  private static Answer send(String method, String path, String body) throws Exception {
    return method.equals("PUT") ? starter.put(path, body) : starter.tell(path, body);
  }
}
