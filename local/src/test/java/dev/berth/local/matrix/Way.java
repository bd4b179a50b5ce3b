package dev.berth.local.matrix;

/**
 * How a run goes when nothing is injected. The undos are reached by runs that are made to unwind.
 */
enum Way {
  /** To its end. */
  STRAIGHT(Outcome.FINISHED),
  /** The core's process ends as soon as it starts: the deployment unwinds, its host stays. */
  CORE_ENDS(Outcome.UNWOUND),
  /** Cancelled late: while its host's agent is awaited, or before a running core is registered. */
  CANCELLED(Outcome.UNWOUND),
  /** The first instance cannot be prepared and is replaced. */
  BAD_INSTANCE(Outcome.FINISHED);

  final Outcome end;

  Way(Outcome end) {
    this.end = end;
  }

  boolean suits(Scenario scenario) {
    return this != BAD_INSTANCE || scenario == Scenario.PACKED_ON_A_NEW_HOST;
  }

  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
