package dev.berth.workflows.operation;

import dev.berth.model.EventType;
import dev.berth.model.Word;

/** An operator's answer to a hold. */
public enum Verb implements Word {
  RETRY(EventType.OPERATION_RETRIED),
  SKIP(EventType.OPERATION_SKIPPED),
  ABORT(EventType.OPERATION_ABORTED);

  private final EventType event;

  Verb(EventType event) {
    this.event = event;
  }

  /** The event that says that it was given. */
  EventType event() {
    return event;
  }
}
