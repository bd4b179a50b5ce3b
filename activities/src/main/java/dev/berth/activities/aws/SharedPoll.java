package dev.berth.activities.aws;

import com.google.common.base.Stopwatch;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One poll for all waiting callers: a caller joins the next round, one look-up answers the whole
 * round, and nothing is polled while no caller waits. The first caller after a pause is answered at
 * once. The answer is always newer than the question.
 *
 * @param <K> what is waited for
 * @param <V> what it looks like now
 */
public final class SharedPoll<K, V> {
  private final String name;
  private final Duration interval;
  private final Loader<K, V> loader;
  private Round<K, V> open;
  private final Stopwatch closed = Stopwatch.createUnstarted();

  /** Looks all keys up at once; a key that does not exist (yet) is absent from the answer. */
  @FunctionalInterface
  public interface Loader<K, V> {
    /** May throw whatever the look-up throws: everybody in the round gets it. */
    Map<K, V> load(Set<K> keys);
  }

  private record Round<K, V>(Set<K> keys, CompletableFuture<Map<K, V>> answer) {}

  /**
   * @param name of the thread, for operators
   * @param interval at least, between two look-ups
   */
  public SharedPoll(String name, Duration interval, Loader<K, V> loader) {
    this.name = name;
    this.interval = interval;
    this.loader = loader;
  }

  /**
   * Waits for the next round and returns what it found, or empty. Throws what the look-up threw.
   */
  public Optional<V> next(K key) throws InterruptedException {
    CompletableFuture<Map<K, V>> answer = join(key);
    try {
      return Optional.ofNullable(answer.get().get(key));
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    }
  }

  private synchronized CompletableFuture<Map<K, V>> join(K key) {
    if (open == null) {
      open = new Round<>(new HashSet<>(), new CompletableFuture<>());
      Duration pause = closed.isRunning() ? interval.minus(closed.elapsed()) : Duration.ZERO;
      Thread.ofVirtual().name(name).start(() -> run(pause));
    }
    open.keys().add(key);
    return open.answer();
  }

  private synchronized Round<K, V> close() {
    Round<K, V> round = open;
    open = null;
    closed.reset().start();
    return round;
  }

  private void run(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the look-up below fails and tells everybody
    }
    Round<K, V> round = close();
    round.answer().completeAsync(() -> loader.load(round.keys()), Runnable::run);
  }
}
