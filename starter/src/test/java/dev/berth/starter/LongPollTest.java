package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.starter.TestStarter.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongPollTest {
  /** Far more than an end needs to be told, far less than the longest wait. */
  private static final long SECONDS = 30;

  private static final String CORE = "/v1/cores/acme/development";

  private TestStarter starter;

  @BeforeEach
  void start() {
    starter = TestStarter.start().withWorker();
  }

  @AfterEach
  void stop() {
    starter.close();
  }

  @Test
  void whoeverWaitsHearsOfTheEndWhenItComesAndHoldsNothingTillThen() throws Exception {
    String id = starter.put(CORE, "").json().at("/operation/id").asText();
    // Three times as many as the registry has connections.
    List<CompletableFuture<Answer>> waiting =
        IntStream.range(0, 15)
            .boxed()
            .flatMap(_ -> Stream.of(CORE, "/v1/operations/" + id))
            .map(path -> starter.getAsync(path + "?wait=60s"))
            .toList();
    starter.visibility().showLate("core/acme/development", id);
    starter.until(
        () -> starter.get("/v1/cores"), _ -> starter.link().historyPolls() >= waiting.size());
    assertThat(waiting).noneMatch(CompletableFuture::isDone);

    starter.endFromOutside("core/acme/development");

    for (CompletableFuture<Answer> answer : waiting) {
      JsonNode told = answer.get(SECONDS, TimeUnit.SECONDS).json();
      assertThat(told.has("operation") ? told.at("/operation/state") : told.get("state"))
          .as(told.toString())
          .hasToString("\"left\"");
    }
  }

  @Test
  void whenTheTimeIsOverTheAnswerSaysHowThingsAre() throws Exception {
    starter.put(CORE, "");

    Answer answer = starter.get(CORE + "?wait=0.2s");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/operation/state").asText()).isEqualTo("running");
  }

  @Test
  void nobodyWaitsForWhatHasEndedOrIsNotThere() throws Exception {
    starter.registry().deploy("op-ready", "ready");

    assertThat(
            starter
                .getAsync("/v1/cores/ready/development?wait=60s")
                .get(SECONDS, TimeUnit.SECONDS)
                .json()
                .at("/core/state")
                .asText())
        .isEqualTo("ready");
    assertThat(
            starter
                .getAsync("/v1/cores/nobody/development?wait=60s")
                .get(SECONDS, TimeUnit.SECONDS)
                .status())
        .isEqualTo(404);
  }

  @Test
  void withoutTemporalTheTimeIsWaitedOutWithWhatTheRegistryKnows() throws Exception {
    starter.registry().place("op-acme", "acme");
    starter.temporal().close();

    Answer answer = starter.get(CORE + "?wait=0.2s");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/operation/state").asText()).isEqualTo("running");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"61s", "2m", "-1s", "soon", "30", "99999999999s", "9999999999999999999999s"})
  void aWaitThatIsNoTimeOrTooLongIsRefused(String wait) throws Exception {
    for (String path : List.of(CORE, "/v1/operations/5e0a9c0e-3c56-4a3e-8b5b-0d7f6a1f2b3c")) {
      Answer answer = starter.get(path + "?wait=" + wait);

      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.json().get("errors"))
          .hasToString(
              "[{\"field\":\"wait\",\"message\":\"must be a time such as 30s, and 60s at most\"}]");
    }
  }
}
