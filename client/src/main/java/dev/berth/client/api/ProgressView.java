package dev.berth.client.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a running operation is.
 *
 * @param workerAnswers whether a worker told; if not, only {@code activity} is known
 * @param note why less than all is known
 * @param step the step under way
 * @param index position of the step, from 1
 * @param of how many steps there are
 * @param since when the step began
 * @param finished the steps that are done, in order
 * @param activity the call that the run waits for, as Temporal knows it
 * @param why what it waits for, in the run's own words
 * @param held what parks it, while it is held
 */
public record ProgressView(
    boolean workerAnswers,
    @Nullable String note,
    @Nullable String step,
    @Nullable Integer index,
    @Nullable Integer of,
    @Nullable Instant since,
    List<StepView> finished,
    @Nullable Activity activity,
    @Nullable String why,
    @Nullable Held held) {

  /**
   * What parks an operation.
   *
   * @param reason a stable word
   * @param until when it unwinds by itself; left out when there is no way back any more
   * @param verbs what an operator may do
   */
  public record Held(
      String step,
      String reason,
      String message,
      Instant since,
      @Nullable Instant until,
      List<String> verbs) {}

  /**
   * A call that the run waits for.
   *
   * @param type e.g. {@code StartCore}
   * @param attempt from 1
   * @param lastFailure how the attempt before this one failed
   * @param nextAttemptAt when this one is due, while it is not under way
   */
  public record Activity(
      String type, int attempt, @Nullable String lastFailure, @Nullable Instant nextAttemptAt) {}
}
