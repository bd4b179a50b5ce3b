package dev.berth.workflows.operation;

import java.time.Instant;
import java.util.List;

/**
 * Where an operation is. Answer of the query {@code progress}, and the source of the run's current
 * details.
 *
 * @param state a {@link State#word()}
 * @param step the step under way, or the last one
 * @param index position of the step, from 1
 * @param of how many steps there are
 * @param since when the step began
 * @param started when the operation began
 * @param finished the steps that are done, in order
 * @param why one sentence for an operator: what the operation waits for, since when, and which verb
 *     helps
 * @param held what parks it; null unless it is held
 */
public record Progress(
    String state,
    String step,
    int index,
    int of,
    Instant since,
    Instant started,
    List<Finished> finished,
    String why,
    Held held) {

  /**
   * What parks an operation.
   *
   * @param reason a {@link FailureType#word()}
   * @param message the same in the words of whoever noticed
   * @param until when it unwinds by itself; null when there is no way back any more
   * @param verbs what an operator may do: {@code retry}, {@code skip}, {@code abort}
   */
  public record Held(
      String step,
      String reason,
      String message,
      Instant since,
      Instant until,
      List<String> verbs) {}

  /**
   * A step that is done.
   *
   * @param millis how long it took, in milliseconds
   * @param waitedForAws whether that time was spent waiting for AWS
   */
  public record Finished(String step, long millis, boolean waitedForAws) {}
}
