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
  BAD_INSTANCE(Outcome.FINISHED),
  /** Its run is terminated when its core is up; the sweep finds what is left. */
  SWEPT(Outcome.UNWOUND);

  final Outcome end;

  Way(Outcome end) {
    this.end = end;
  }

  boolean suits(Scenario scenario) {
    return switch (this) {
      case STRAIGHT -> scenario != Scenario.LEFT_BEHIND;
      case CORE_ENDS, CANCELLED -> scenario != Scenario.LEFT_BEHIND && !scenario.pooled();
      case BAD_INSTANCE -> scenario == Scenario.PACKED_ON_A_NEW_HOST;
      case SWEPT -> scenario == Scenario.LEFT_BEHIND;
    };
  }

  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
