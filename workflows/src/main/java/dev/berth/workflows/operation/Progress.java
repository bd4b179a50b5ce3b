package dev.berth.workflows.operation;

import dev.berth.model.FailureType;
import dev.berth.model.OperationState;
import dev.berth.model.StepTime;
import java.time.Instant;
import java.util.List;

/**
 * Where an operation is. Answer of the query {@code progress}, and the source of the run's current
 * details.
 *
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
    OperationState state,
    String step,
    int index,
    int of,
    Instant since,
    Instant started,
    List<StepTime> finished,
    String why,
    Held held) {

  /**
   * What parks an operation.
   *
   * @param message its reason in the words of the component that noticed
   * @param until when it unwinds by itself; null when there is no way back any more
   * @param verbs what an operator may do
   */
  public record Held(
      String step,
      FailureType reason,
      String message,
      Instant since,
      Instant until,
      List<Verb> verbs) {}
}
