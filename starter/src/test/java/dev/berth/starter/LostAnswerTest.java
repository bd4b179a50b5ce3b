package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.starter.TestStarter.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LostAnswerTest {
  @Test
  void theRunOfAStarterThatDiedBeforeItsAnswerIsJoinedByTheSameRequest() throws Exception {
    try (TestStarter starter = TestStarter.start().withWorker()) {
      CompletableFuture<String> started = starter.link().loseStarts();
      CompletableFuture<Answer> unanswered = starter.putAsync("/v1/cores/acme/production");
      String run = started.get(30, TimeUnit.SECONDS);

      starter.restart();
      starter.link().loseNothing();

      assertThatThrownBy(() -> unanswered.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      assertThat(starter.get("/v1/cores/acme/production").json().at("/operation/id").asText())
          .isEqualTo(run);
      Answer again = starter.put("/v1/cores/acme/production", "");
      assertThat(again.status()).as(again.text()).isEqualTo(202);
      assertThat(again.json().at("/operation/id").asText()).isEqualTo(run);
      assertThat(again.json().at("/operation/state").asText()).isEqualTo("running");
    }
  }
}
