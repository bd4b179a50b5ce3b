package dev.berth.workflows.operation;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The registry's record of an operation outlives Temporal's retention. */
@ActivityInterface
public interface Operations {
  /**
   * Records how an operation ended after its unwinding, with the receipt. The second time is
   * harmless.
   */
  @ActivityMethod(name = "CloseOperation")
  void close(Ending ending);

  /** Appends to the event log what happens between an operation's beginning and end. */
  @ActivityMethod(name = "NoteOperation")
  void note(OperationNote note);

  /** Waits until the region is not frozen any more. */
  @ActivityMethod(name = "AwaitThaw")
  void awaitThaw(String region);
}
