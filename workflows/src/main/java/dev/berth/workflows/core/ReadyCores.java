package dev.berth.workflows.core;

import dev.berth.model.EventType;
import dev.berth.model.Receipt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The registry's side of an operation on a core that is ready. */
@ActivityInterface
public interface ReadyCores {
  /**
   * Opens the operation and says where the core runs. Idempotent. Fails with {@code invalid} when
   * the core is not ready, or its host is being replaced.
   */
  @ActivityMethod(name = "FindReadyCore")
  ReadyCore find(ReadyCoreRequest request, String operationId);

  /** Closes the operation as asked and appends this event about its core. Idempotent. */
  @ActivityMethod(name = "SettleReadyCore")
  void settle(ReadyCoreRequest request, String operationId, EventType event, Receipt receipt);
}
