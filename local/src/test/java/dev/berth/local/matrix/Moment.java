package dev.berth.local.matrix;

/**
 * One activity of a recorded run.
 *
 * @param occurrence which one of its type in the run, from 1
 */
record Moment(Run run, String activity, int occurrence) {
  enum Run {
    DEPLOY,
    HOST,
    POOL,
    SWEEP,
    RETIRE,
    REPLACE,
    UNWIND,
    BAKE;

    /** The one of a workflow type. */
    static Run of(String workflowType) {
      return switch (workflowType) {
        case "DeployCore" -> DEPLOY;
        case "LaunchHost" -> HOST;
        case "KeepPool" -> POOL;
        case "Sweep" -> SWEEP;
        case "RetireHost" -> RETIRE;
        case "ReplaceHost" -> REPLACE;
        case "UnwindCore" -> UNWIND;
        case "BakeImage" -> BAKE;
        default -> throw new IllegalArgumentException(workflowType);
      };
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
