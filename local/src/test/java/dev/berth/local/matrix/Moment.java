package dev.berth.local.matrix;

import dev.berth.model.OperationKind;
import java.util.stream.Stream;

/**
 * One activity of a recorded run.
 *
 * @param occurrence which one of its type in the run, from 1
 */
record Moment(Run run, String activity, int occurrence) {
  enum Run {
    DEPLOY(OperationKind.DEPLOY_CORE),
    HOST(OperationKind.LAUNCH_HOST),
    POOL(OperationKind.KEEP_POOL),
    SWEEP(OperationKind.SWEEP),
    RETIRE(OperationKind.RETIRE_HOST),
    REPLACE(OperationKind.REPLACE_HOST),
    UNWIND(OperationKind.UNWIND_CORE),
    BAKE(OperationKind.BAKE_IMAGE),
    RESTART(OperationKind.RESTART_CORE);

    private final OperationKind kind;

    Run(OperationKind kind) {
      this.kind = kind;
    }

    /** The one of a workflow type. */
    static Run of(String workflowType) {
      return Stream.of(values())
          .filter(run -> run.kind.workflowType().equals(workflowType))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(workflowType));
    }
  }

  @Override
  public String toString() {
    return "%s %s%s"
        .formatted(
            run.name().toLowerCase(java.util.Locale.ROOT),
            activity,
            occurrence == 1 ? "" : " " + occurrence);
  }
}
