package dev.berth.simulator.standin;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Five questions to the database at once, then one every 200 ms; a caller that finds the bucket
 * empty is told that all is well, and the database is not asked.
 */
final class HelloBucket {

  private static final int SIZE = 5;
  private static final long REFILL_NANOS = Duration.ofMillis(200).toNanos();

  private final LongSupplier nanoTime;
  private long filledAt;
  private long left = SIZE;

  HelloBucket(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.filledAt = nanoTime.getAsLong();
  }

  synchronized boolean take() {
    long refilled = (nanoTime.getAsLong() - filledAt) / REFILL_NANOS;
    left = Math.min(SIZE, left + refilled);
    filledAt += refilled * REFILL_NANOS;
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
