package dev.berth.local.process;

import java.time.Duration;
import java.time.Instant;

/** The start of this process, which is part of what it stands in for. */
public final class OwnStart {

  private OwnStart() {}

  /** Sleeps until so much time has passed since this process was started; not if it has. */
  public static void awaitAge(Duration age) throws InterruptedException {
    Instant now = Instant.now();
    Instant started = ProcessHandle.current().info().startInstant().orElse(now);
    Duration left = Duration.between(now, started.plus(age));
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }
}
