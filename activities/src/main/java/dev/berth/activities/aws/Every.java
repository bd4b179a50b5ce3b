package dev.berth.activities.aws;

import java.time.Duration;
import java.time.Instant;

/** Rations what a wait does again and again; of one thread. */
public final class Every {
  private final Duration pause;
  private Instant next;

  /** Due at first after {@code delay}, then at most once in each {@code pause}. */
  public Every(Duration delay, Duration pause) {
    this.pause = pause;
    this.next = Instant.now().plus(delay);
  }

  /** Does it when it is due. */
  public void run(Runnable work) {
    if (!Instant.now().isBefore(next)) {
      work.run();
      next = Instant.now().plus(pause);
    }
  }
}
