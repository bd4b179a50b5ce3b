package dev.berth.local.matrix;

import java.util.EnumSet;
import java.util.Set;

/**
 * How a run goes when nothing is injected. The undos are reached by runs that are made to unwind.
 */
enum Variant {
  /** To its end. */
  STRAIGHT(Outcome.FINISHED),
  /** The core's process ends as soon as it starts: the deployment unwinds, its host stays. */
  CORE_ENDS(Outcome.UNWOUND),
  /** Cancelled late: while its host's agent is awaited, or before a running core is registered. */
  CANCELLED(Outcome.UNWOUND),
  /** The first instance cannot be prepared and is replaced. */
  BAD_INSTANCE(Outcome.FINISHED),
  /** Its run is terminated when its core is up; the sweep finds what is left. */
  SWEPT(Outcome.UNWOUND),
  /** Its host's instance is terminated before it starts: the host is replaced. */
  HOST_LOST(Outcome.FINISHED),
  /** The same, and the first instance of the replacement cannot be prepared. */
  HOST_LOST_BAD_INSTANCE(Outcome.FINISHED),
  /** The same, and the first replacement is cancelled. */
  HOST_LOST_CANCELLED(Outcome.FINISHED);

  private static final Set<Scenario> ON_ITS_OWN =
      EnumSet.of(Scenario.PACKED_ON_A_NEW_HOST, Scenario.PACKED_ON_A_READY_HOST, Scenario.BAKED);

  final Outcome end;

  Variant(Outcome end) {
    this.end = end;
  }

  /** Whether it is played in a scenario: where no other one comes to the same activities. */
  boolean suits(Scenario scenario) {
    return switch (this) {
      case STRAIGHT -> scenario != Scenario.LEFT_BEHIND && scenario != Scenario.REPLACED;
      // A dedicated host differs from a new packed one in its slots alone.
      case CORE_ENDS -> ON_ITS_OWN.contains(scenario);
      case CANCELLED ->
          ON_ITS_OWN.contains(scenario) || scenario == Scenario.PACKED_ON_A_LAUNCHING_HOST;
      case BAD_INSTANCE -> scenario == Scenario.PACKED_ON_A_NEW_HOST;
      case SWEPT -> scenario == Scenario.LEFT_BEHIND;
      case HOST_LOST, HOST_LOST_BAD_INSTANCE, HOST_LOST_CANCELLED -> scenario == Scenario.REPLACED;
    };
  }

  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
