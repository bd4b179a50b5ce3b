package dev.berth.simulator.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HelloBucketTest {

  private final AtomicLong now = new AtomicLong();
  private final HelloBucket bucket = new HelloBucket(now::get);

  private int taken() {
    int taken = 0;
    while (bucket.take()) {
      taken++;
    }
    return taken;
  }

  private void pass(int millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void fiveAtOnceThenOneEvery200Milliseconds() {
    assertThat(taken()).isEqualTo(5);
    pass(199);
    assertThat(taken()).isZero();
    pass(1);
    assertThat(taken()).isEqualTo(1);
    pass(500);
    assertThat(taken()).isEqualTo(2);
    pass(100);
    assertThat(taken()).isEqualTo(1);
  }

  @Test
  void itHoldsNoMoreThanFive() {
    pass(3_600_000);
    assertThat(taken()).isEqualTo(5);
    pass(200);
    assertThat(taken()).isEqualTo(1);
  }
}
