package dev.berth.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnStartTest {

  @Test
  void anAgeThatIsPastIsNotWaitedFor() throws Exception {
    OwnStart.awaitAge(Duration.ZERO);
    OwnStart.awaitAge(Duration.ofMillis(1));
  }

  @Test
  void anAgeToComeIsWaitedForAndCountsFromTheStart() throws Exception {
    Duration age = age().plusMillis(300);

    OwnStart.awaitAge(age);

    // The process is a little older than its Java machine, and its clock ticks a hundred times a
    // second.
    assertThat(age()).isGreaterThan(age.minusMillis(250));
  }

  private static Duration age() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }
}
