package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.starter.TestStarter.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkersHealthTest {
  @Test
  void thatNoWorkerPollsShowsAndIsNoReasonToSendTheStarterNothing() throws Exception {
    try (TestStarter starter = TestStarter.start()) {
      assertThat(starter.get("/health").json().at("/details/workers/status").asText())
          .isEqualTo("UP");

      starter.visibility().lastPoll(Instant.now().minus(Duration.ofMinutes(2)));

      Answer health = starter.get("/health");
      assertThat(health.status()).as(health.text()).isEqualTo(200);
      assertThat(health.json().at("/details/workers/status").asText()).isEqualTo("NO_WORKER");
    }
  }
}
