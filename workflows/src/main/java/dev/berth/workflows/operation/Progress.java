package dev.berth.workflows.operation;

import java.time.Instant;
import java.util.List;

/**
 * Where an operation is. Answer of the query {@code progress}, and the source of the run's current
 * details.
 *
 * @param state {@code running}, {@code unwinding}, or how it ended: {@code ready}, {@code unwound},
 *     {@code left}
 * @param step the step under way, or the last one
 * @param index position of the step, from 1
 * @param of how many steps there are
 * @param since when the step began
 * @param started when the operation began
 * @param finished the steps that are done, in order
 */
public record Progress(
    String state,
    String step,
    int index,
    int of,
    Instant since,
    Instant started,
    List<Finished> finished) {

  /**
   * A step that is done.
   *
   * @param millis how long it took, in milliseconds
   * @param waitedForAws whether that time was spent waiting for AWS
   */
  public record Finished(String step, long millis, boolean waitedForAws) {}
}
