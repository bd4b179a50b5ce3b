package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;

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
 */
@Serdeable
public record ProgressView(
    boolean workerAnswers,
    @Nullable String note,
    @Nullable String step,
    @Nullable Integer index,
    @Nullable Integer of,
    @Nullable Instant since,
    List<StepView> finished,
    @Nullable Activity activity) {

  /**
   * A call that the run waits for.
   *
   * @param type e.g. {@code StartCore}
   * @param attempt from 1
   * @param lastFailure how the attempt before this one failed
   */
  @Serdeable
  public record Activity(String type, int attempt, @Nullable String lastFailure) {}
}
