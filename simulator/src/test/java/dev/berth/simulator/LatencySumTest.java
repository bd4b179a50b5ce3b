package dev.berth.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.account.Latency;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Adds the table up the way the story did it: waiters that look at an instance every 15 s and at a
 * command every 5 s, and one script that does everything on the host.
 */
class LatencySumTest {

  private static final Duration INSTANCE_WAITER = Duration.ofSeconds(15);
  private static final Duration COMMAND_WAITER = Duration.ofSeconds(5);

  private static final Latency[] ON_STOCK = {
    Latency.DNF_UPGRADE, Latency.DNF_INSTALL, Latency.DOCKER_PULL
  };
  private static final Latency[] ON_DOCKER = {
    Latency.DNF_UPGRADE, Latency.DNF_CHECK, Latency.DOCKER_PULL
  };
  private static final Latency[] ON_A_HOST_THAT_RUNS = {
    Latency.DNF_CHECK, Latency.DNF_CHECK, Latency.DOCKER_PULL_CHECK
  };

  @Test
  void fromAStockImageItTakesFourToFiveMinutes() {
    assertThat(newHost(ON_STOCK)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  @Test
  void dockerInTheImageSavesAboutFortyFiveSeconds() {
    Duration saved = newHost(ON_STOCK).minus(newHost(ON_DOCKER));

    assertThat(saved).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
    assertThat(newHost(ON_DOCKER)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
  }

  @Test
  void onARunningHostItTakesFifteenToTwentySeconds() {
    assertThat(script(ON_A_HOST_THAT_RUNS))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
  }

  /** Launch, wait for running, wait for the agent, run one script. */
  private static Duration newHost(Latency... preparations) {
    Duration launched = sum(Latency.RUN_INSTANCES_CALL);
    Duration running = looked(INSTANCE_WAITER, launched, launched.plus(sum(Latency.PENDING)));
    Duration online =
        looked(INSTANCE_WAITER, running, launched.plus(sum(Latency.PENDING, Latency.AGENT_ONLINE)));
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
    return sum(Latency.API_CALL).plus(looked(COMMAND_WAITER, Duration.ZERO, ran));
  }

  /** When a waiter that starts to look then sees what happened at a moment. */
  private static Duration looked(Duration waiter, Duration from, Duration happened) {
    Duration seen = from;
    while (seen.compareTo(happened) < 0) {
      seen = seen.plus(waiter);
    }
    return seen;
  }

  private static Duration sum(Latency... rows) {
    return Stream.of(rows).map(Latency::duration).reduce(Duration.ZERO, Duration::plus);
  }
}
