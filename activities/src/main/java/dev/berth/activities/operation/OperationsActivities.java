package dev.berth.activities.operation;

import dev.berth.registry.Registry;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.Operations;

/** Closes operations in the registry. */
public final class OperationsActivities implements Operations {
  private final Registry registry;

  /** Over this registry. */
  public OperationsActivities(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void close(Ending ending) {
    registry
        .operations()
        .close(
            ending.operationId(),
            ending.state().word(),
            ending.reason().word(),
            ending.message(),
            Receipts.json(ending.receipt()));
  }
}
