package dev.berth.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a server for as long as it takes, and says calmly what it waits for. */
final class StartupWait {
  private static final Logger LOG = LoggerFactory.getLogger(StartupWait.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** The same reason is worth a line this often. */
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private final String server;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile String reason;
  private Instant remindAt = Instant.MIN;

  StartupWait(String server) {
    this.server = server;
  }

  /**
   * Returns when the attempt has no trouble any more, or when the waiting was given up or
   * interrupted; what the attempt throws ends the waiting.
   *
   * @param attempt tried again and again; returns its trouble, in words for an operator
   */
  void until(Supplier<Optional<String>> attempt) {
    while (over.getCount() > 0) {
      Optional<String> trouble = attempt.get();
      if (trouble.isEmpty()) {
        if (reason != null) {
          LOG.info("{} is there now", server);
        }
        reason = null;
        return;
      }
      say(trouble.get());
      pause();
    }
  }

  /** Why it still waits; empty before and after. */
  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Nobody needs the server any more. */
  void giveUp() {
    over.countDown();
  }

  private void pause() {
    try {
      boolean _ = over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUp();
    }
  }

  private void say(String trouble) {
    if (!trouble.equals(reason) || Instant.now().isAfter(remindAt)) {
      LOG.warn("Waiting for {}: {}", server, trouble);
      remindAt = Instant.now().plus(REMINDER);
    }
    reason = trouble;
  }
}
