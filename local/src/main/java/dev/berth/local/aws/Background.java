package dev.berth.local.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on between calls, a virtual thread each. */
final class Background implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Background.class);

  /** Something that may be waiting when the simulator closes, and then just ends. */
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  void at(Instant time, Task task) {
    threads.execute(
        () -> {
          try {
            sleepUntil(time);
            task.run();
          } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException failure) {
            log.error("the simulator's own failure", failure);
          }
        });
  }

  static void sleepUntil(Instant time) throws InterruptedException {
    Duration left = Duration.between(Instant.now(), time);
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }

  ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
