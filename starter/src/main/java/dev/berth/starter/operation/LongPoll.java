package dev.berth.starter.operation;

import dev.berth.client.api.OperationView;
import dev.berth.client.api.Problem.Fault;
import dev.berth.starter.page.Durations;
import dev.berth.starter.problem.Refusal;
import dev.berth.starter.temporal.LiveRuns;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers that wait for an operation to end: {@code ?wait=30s}. Temporal says when; in between a
 * waiting caller costs one virtual thread, and neither a query nor a connection to the registry.
 */
@Singleton
public final class LongPoll {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final LiveRuns runs;

  LongPoll(LiveRuns runs) {
    this.runs = runs;
  }

  /** Something that can be looked at again. */
  @FunctionalInterface
  public interface Look<T> {
    /** As it is now. */
    T now() throws InterruptedException;
  }

  /**
   * Looks until the operation has ended or the time is over, whichever is first.
   *
   * @param wait how long, as the caller wrote it
   * @param operation the one to wait for, if there is one
   * @throws Refusal when {@code wait} is not a time, or longer than 60 s
   */
  public <T> T until(String wait, Look<T> look, Function<T, Optional<OperationView>> operation)
      throws InterruptedException {
    long deadline = System.nanoTime() + parse(wait).toNanos();
    while (true) {
      T seen = look.now();
      Optional<OperationView> underWay = operation.apply(seen).filter(o -> !o.ended());
      long left = deadline - System.nanoTime();
      if (underWay.isEmpty() || left <= 0) {
        return seen;
      }
      runs.awaitEnd(underWay.get().temporal().workflowId(), Duration.ofNanos(left));
    }
  }

  private static Duration parse(String wait) {
    return Durations.parse(wait)
        .filter(time -> time.compareTo(LONGEST) <= 0)
        .orElseThrow(
            () ->
                Refusal.badInput(
                    List.of(new Fault("wait", "must be a time such as 30s, and 60s at most"))));
  }
}
