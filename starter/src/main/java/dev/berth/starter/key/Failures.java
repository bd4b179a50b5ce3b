package dev.berth.starter.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts requests without a valid key, by address. Only these are refused then: one bad client
 * behind a shared address must not shut out the signup service.
 */
@Singleton
final class Failures {
  /** From the first of them on. */
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int MOST = 20;
  private static final int ADDRESSES = 10_000;

  private final Cache<String, AtomicInteger> counts =
      Caffeine.newBuilder().expireAfterWrite(WINDOW).maximumSize(ADDRESSES).build();

  /** Counts one more. */
  boolean isOneTooMany(String address) {
    return counts.get(address, _ -> new AtomicInteger()).incrementAndGet() > MOST;
  }
}
