package dev.berth.client;

import dev.berth.client.BerthException.Interrupted;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.OperationView;
import java.time.Duration;

/**
 * Waits for operations.
 *
 * @param look how long an answer may be held back, and so how often the listener is told
 */
record Waiting(BerthClient berth, Duration look, ProgressListener listener) {
  /** Between two looks while Berth is away. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  OperationView await(OperationView operation, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    OperationView seen = operation;
    while (!seen.ended()) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        throw new TimedOut(
            "Operation %s has not ended in time. It goes on.".formatted(operation.id()));
      }
      try {
        seen = look(operation, left.compareTo(look) < 0 ? left : look);
        listener.onProgress(seen);
      } catch (Unreachable away) {
        listener.onUnreachable(away);
        pause();
      }
    }
    return seen;
  }

  /**
   * Looks by the core first, which is never behind; by the id when the core has a newer operation.
   */
  private OperationView look(OperationView operation, Duration wait) {
    if (operation.customer() == null) {
      return berth.operation(operation.id(), wait).orElse(operation);
    }
    return berth
        .core(operation.customer(), operation.environment(), wait)
        .map(CoreReport::operation)
        .filter(newest -> newest.id().equals(operation.id()))
        .or(() -> berth.operation(operation.id(), wait))
        .orElse(operation);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw Interrupted.of(e);
    }
  }
}
