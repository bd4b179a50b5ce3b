package dev.berth.activities.operation;

import dev.berth.activities.aws.Waiting;
import dev.berth.registry.Registry;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.OperationNote;
import dev.berth.workflows.operation.Operations;
import java.util.Optional;

/** Notes what happens to operations in the registry, and closes them. */
public final class OperationsActivities implements Operations {
  private final Registry registry;
  private final Brake brake;

  /** Over this registry. */
  public OperationsActivities(Registry registry, Brake brake) {
    this.registry = registry;
    this.brake = brake;
  }

  @Override
  public void close(Ending ending) {
    registry
        .operations()
        .close(
            ending.operationId(),
            ending.state(),
            ending.reason(),
            ending.message(),
            Receipts.json(ending.receipt()));
  }

  @Override
  public void note(OperationNote note) {
    registry
        .operations()
        .note(
            note.operationId(), note.type(), note.by(), note.before(), note.after(), note.reason());
  }

  @Override
  public void awaitThaw(String region) {
    Waiting.until(
        "thaw of " + region,
        () -> brake.next(region).isPresent() ? Optional.empty() : Optional.of(true));
  }
}
