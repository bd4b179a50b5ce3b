package dev.berth.activities.operation;

import dev.berth.activities.aws.Waiting;
import dev.berth.model.OperationState;
import dev.berth.registry.core.PlacementStore;
import dev.berth.registry.operation.OperationStore;
import dev.berth.registry.replacement.ReplacementStore;
import dev.berth.workflows.operation.Ending;
import dev.berth.workflows.operation.OperationNote;
import dev.berth.workflows.operation.Operations;
import java.util.Optional;

/** Notes what happens to operations in the registry, and closes them. */
public final class OperationsActivities implements Operations {
  private final OperationStore operations;
  private final PlacementStore placements;
  private final ReplacementStore replacements;
  private final FreezeGuard freezes;

  /** In this context. */
  public OperationsActivities(Context context) {
    operations = context.registry().operations();
    placements = context.registry().placements();
    replacements = context.registry().replacements();
    freezes = context.freezes();
  }

  @Override
  public void close(Ending ending) {
    operations.close(
        ending.operationId(),
        ending.state(),
        ending.reason(),
        ending.message(),
        Receipts.json(ending.receipt()));
    if (ending.state() == OperationState.UNWOUND) {
      // An attempt to place or to claim, whose worker stood still, may have come after the
      // compensation.
      placements.release(ending.operationId());
      replacements.giveUp(ending.operationId());
    }
  }

  @Override
  public void note(OperationNote note) {
    operations.note(
        note.operationId(), note.type(), note.by(), note.before(), note.after(), note.reason());
  }

  @Override
  public void awaitThaw(String region) {
    Waiting.until(
        "thaw of " + region,
        () -> freezes.next(region).isPresent() ? Optional.empty() : Optional.of(true));
  }
}
