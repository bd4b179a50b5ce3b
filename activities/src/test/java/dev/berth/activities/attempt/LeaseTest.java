package dev.berth.activities.attempt;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final AtomicLong clock = new AtomicLong();
  private final Lease lease = new Lease(TIMEOUT, clock::get);

  @AfterEach
  void leave() {
    Lease.leave();
  }

  @Test
  void anAttemptThatBeatsMayActForAsLongAsItBeats() {
    lease.enter();

    for (int second = 0; second < 60; second++) {
      pass(Duration.ofSeconds(1));
      lease.renew();
    }

    assertThatCode(Lease::require).doesNotThrowAnyException();
  }

  @Test
  void anAttemptThatStoodStillForLongerThanItsHeartbeatTimeoutActsNoMore() {
    lease.enter();

    pass(TIMEOUT.plusMillis(1));

    assertThatThrownBy(Lease::require)
        .hasMessageContaining("this worker stood still, or was cut off");
  }

  @Test
  void aHeartbeatAfterThatGivesNothingBack() {
    lease.enter();
    pass(TIMEOUT.plusMillis(1));

    lease.renew();

    assertThatThrownBy(Lease::require)
        .hasMessageContaining("this worker stood still, or was cut off");
  }

  @Test
  void anAttemptThatTemporalKnowsNoMoreActsNoMore() {
    lease.enter();

    lease.lose();
    lease.renew();

    assertThatThrownBy(Lease::require).hasMessageContaining("another attempt goes on");
  }

  @Test
  void aThreadThatCarriesOutNoActivityIsNotAsked() {
    lease.enter();
    pass(TIMEOUT.plusMillis(1));

    Lease.leave();

    assertThatCode(Lease::require).doesNotThrowAnyException();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
