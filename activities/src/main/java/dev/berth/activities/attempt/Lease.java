package dev.berth.activities.attempt;

import dev.berth.activities.failure.Fail;
import dev.berth.model.FailureType;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether an attempt at an activity may still act. A worker that stood still for longer than a
 * heartbeat timeout may have been replaced meanwhile, by another attempt or by the compensation. It
 * is asked before every call to AWS and before every session with a database, so that such a worker
 * does not begin anything more. It cannot call back what it had sent before.
 */
public final class Lease {
  private static final ThreadLocal<Lease> CURRENT = new ThreadLocal<>();

  private final long nanos;
  private final LongSupplier clock;
  private long renewedAt;
  private boolean lost;

  /**
   * Of an attempt that begins now.
   *
   * @param clock nanoseconds that go on while this process stands still
   */
  public Lease(Duration heartbeatTimeout, LongSupplier clock) {
    nanos = heartbeatTimeout.toNanos();
    this.clock = clock;
    renewedAt = clock.getAsLong();
  }

  /** Asked by the thread of an attempt; harmless in any other thread. */
  public static void require() {
    Lease current = CURRENT.get();
    if (current != null && !current.isHeld()) {
      throw Fail.retryable(
          FailureType.TRANSIENT,
          "this worker stood still, or was cut off, for longer than the heartbeat timeout: another attempt goes on");
    }
  }

  /** The thread works under this lease. */
  public void enter() {
    CURRENT.set(this);
  }

  /** The thread works under no lease any more. */
  public static void leave() {
    CURRENT.remove();
  }

  /** A heartbeat. It renews no lease that has been lost. */
  public synchronized void renew() {
    if (isHeld()) {
      renewedAt = clock.getAsLong();
    }
  }

  /** Temporal says that the attempt is none any more. */
  public synchronized void lose() {
    lost = true;
  }

  private synchronized boolean isHeld() {
    lost |= clock.getAsLong() - renewedAt > nanos;
    return !lost;
  }
}
