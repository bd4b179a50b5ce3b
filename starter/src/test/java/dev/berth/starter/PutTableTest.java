package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.starter.TestStarter.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/api.md} says that PUT answers, row by row. */
class PutTableTest {
  private static final String HEAD = "| the core is | the same request | a different request |";

  private static TestStarter starter;

  @BeforeAll
  static void start() {
    starter = TestStarter.start().withWorker();
  }

  @AfterAll
  static void stop() {
    starter.close();
  }

  @ParameterizedTest(name = "{0}: {1} | {2}")
  @MethodSource("rows")
  void whatPutAnswers(String state, String same, String different) throws Exception {
    assertAnswer(state, "same", "", same);
    assertAnswer(state, "different", "{\"version\":\"10.2\"}", different);
  }

  @Test
  void theTableHasAllStates() throws Exception {
    assertThat(rows())
        .extracting(row -> row[0])
        .containsExactly(
            "absent",
            "deploying",
            "held",
            "frozen",
            "unwinding",
            "unwound",
            "left",
            "ready",
            "lost");
  }

  private static Stream<String[]> rows() throws IOException {
    return Files.readAllLines(Path.of("../docs/api.md")).stream()
        .dropWhile(line -> !line.equals(HEAD))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.substring(2, line.length() - 2).split(" \\| "));
  }

  /** Brings a core of its own into the state, and asks. */
  private static void assertAnswer(String state, String request, String body, String cell)
      throws Exception {
    // The stub does what the customer's name begins with.
    String customer = state + "-" + request;
    String core = "/v1/cores/%s/development".formatted(customer);
    String before = bring(state, customer, core);

    Answer answer = starter.put(core, body);

    String operation = answer.json().at("/operation/id").asText();
    List<String> words = List.of(cell.split(",? ", 2));
    assertThat(answer.status()).as(answer.text()).hasToString(words.getFirst());
    switch (words.size() == 1 ? "" : words.get(1)) {
      case "" -> assertThat(answer.json().has("operation")).isFalse();
      case "a new operation" -> assertThat(operation).isNotEmpty().isNotEqualTo(before);
      case "the same operation" -> assertThat(operation).isNotEmpty().isEqualTo(before);
      default -> assertThat(answer.json().get("code").asText()).isEqualTo(words.get(1));
    }
  }

  /**
   * Brings a core into the state.
   *
   * @return the operation that did it, or an empty text
   */
  private static String bring(String state, String customer, String core) throws Exception {
    if (state.equals("absent")) {
      return "";
    }
    if (state.equals("ready") || state.equals("lost")) {
      starter.registry().deploy("op-" + customer, customer);
      if (state.equals("lost")) {
        starter.sql(
            "UPDATE cores SET state = 'lost', lost_at = now(), database_server = 'main' WHERE customer = '%s'"
                .formatted(customer));
      }
      return "op-" + customer;
    }
    String operation = starter.put(core, "").json().at("/operation/id").asText();
    if (state.equals("left")) {
      starter.registry().place(operation, customer);
      starter.endFromOutside("core/" + customer + "/development");
    }
    String expected = state.equals("deploying") ? "running" : state;
    starter.until(
        () -> starter.get(core), shown -> shown.at("/operation/state").asText().equals(expected));
    return operation;
  }
}
