package dev.berth.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Adds the table up the way the story did it: waiters that look every 15 s, one script per core.
 */
class StoryTest {

  private static final Duration WAITER = Duration.ofSeconds(15);

  @Test
  void fromAStockImageItTakesFourToFiveMinutes() {
    assertThat(newHost(Latency.DNF_INSTALL, Latency.DOCKER_PULL))
        .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  @Test
  void dockerInTheImageSavesAboutFortyFiveSeconds() {
    Duration saved =
        newHost(Latency.DNF_INSTALL, Latency.DOCKER_PULL).minus(newHost(Latency.DOCKER_PULL));

    assertThat(saved).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
    assertThat(newHost(Latency.DOCKER_PULL))
        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
  }

  @Test
  void onARunningHostItTakesFifteenToTwentySeconds() {
    assertThat(script()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
  }

  /** Launch, wait for running, wait for the agent, run one script. */
  private static Duration newHost(Latency... preparations) {
    Duration launched = sum(Latency.RUN_INSTANCES_CALL);
    Duration running = looked(launched, launched.plus(sum(Latency.PENDING)));
    Duration online = looked(running, launched.plus(sum(Latency.PENDING, Latency.AGENT_ONLINE)));
    return online.plus(script(preparations));
  }

  /** One command that prepares the host, starts a core and waits for its first answer. */
  private static Duration script(Latency... preparations) {
    Duration ran =
        sum(preparations)
            .plus(
                sum(
                    Latency.COMMAND_DELIVERY,
                    Latency.DOCKER_RUN,
                    Latency.CORE_START,
                    Latency.COMMAND_RESULT));
    return sum(Latency.API_CALL).plus(looked(Duration.ZERO, ran));
  }

  /** When a waiter that starts to look then sees what happened at a moment. */
  private static Duration looked(Duration from, Duration happened) {
    Duration seen = from;
    while (seen.compareTo(happened) < 0) {
      seen = seen.plus(WAITER);
    }
    return seen;
  }

  private static Duration sum(Latency... rows) {
    return Stream.of(rows).map(Latency::duration).reduce(Duration.ZERO, Duration::plus);
  }
}
