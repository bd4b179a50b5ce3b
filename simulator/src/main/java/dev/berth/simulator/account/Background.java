package dev.berth.simulator.account;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on between calls, a virtual thread each. */
public final class Background implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Background.class);

  /** Something that may be waiting when the simulator closes, and then just ends. */
  @FunctionalInterface
  public interface Task {
    void run() throws InterruptedException;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Runs a task at a time, if this is not closed before. */
  public void at(Instant time, Task task) {
    try {
      threads.execute(() -> run(time, task));
    } catch (RejectedExecutionException closing) {
      log.debug("closing: what is due at {} is taken up at the next start", time);
    }
  }

  private static void run(Instant time, Task task) {
    try {
      sleepUntil(time);
      task.run();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      log.error("the simulator's own failure", failure);
    }
  }

  /** Returns at this time, or at once when it is past. */
  public static void sleepUntil(Instant time) throws InterruptedException {
    Duration left = Duration.between(Instant.now(), time);
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }

  /** The threads of all background tasks; calls may run on them as well. */
  public ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
