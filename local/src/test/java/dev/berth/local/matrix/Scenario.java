package dev.berth.local.matrix;

import dev.berth.model.Plan;

/** What is deployed, and what is there already. */
enum Scenario {
  PACKED_ON_A_NEW_HOST(Plan.PACKED, Neighbour.NONE),
  PACKED_ON_A_READY_HOST(Plan.PACKED, Neighbour.READY),
  PACKED_ON_A_LAUNCHING_HOST(Plan.PACKED, Neighbour.WAITING),
  DEDICATED(Plan.DEDICATED, Neighbour.NONE),
  /** The pool keeps a running host, and the core takes it. */
  KEPT_RUNNING(Plan.DEDICATED, Neighbour.NONE),
  /** The pool keeps a stopped host, and the core takes it: it is started. */
  KEPT_STOPPED(Plan.DEDICATED, Neighbour.NONE),
  /** A host that is lost with a neighbour's ready core, before the next one starts on it. */
  REPLACED(Plan.PACKED, Neighbour.READY),
  /** What runs left behind that were ended from outside, swept. */
  LEFT_BEHIND(Plan.PACKED, Neighbour.READY),
  /** A core that is ready is restarted. */
  RESTARTED(Plan.PACKED, Neighbour.NONE),
  /** No core: an image, baked and proven. */
  BAKED(Plan.DEDICATED, Neighbour.NONE);

  /** The core that the host was launched for, when it is not the one under test. */
  enum Neighbour {
    NONE,
    READY,
    WAITING
  }

  final Plan plan;
  final Neighbour neighbour;

  Scenario(Plan plan, Neighbour neighbour) {
    this.plan = plan;
    this.neighbour = neighbour;
  }

  /** Whether this belongs to what is under test, and no other scenario tests the same. */
  boolean tests(Moment moment) {
    return switch (moment.run()) {
      case DEPLOY -> this != LEFT_BEHIND && this != RESTARTED;
      case HOST ->
          neighbour != Neighbour.READY
              && this != BAKED
              && this != RESTARTED
              && (this != KEPT_STOPPED || !beforeItIsTaken(moment));
      case POOL -> pooled();
      case REPLACE -> this == REPLACED;
      case BAKE -> this == BAKED;
      case RESTART -> this == RESTARTED;
      case SWEEP, RETIRE, UNWIND -> this == LEFT_BEHIND;
    };
  }

  /** Whether the core finds a host that the pool keeps. */
  boolean pooled() {
    return this == KEPT_RUNNING || this == KEPT_STOPPED;
  }

  /**
   * Whether this is about the pool's host before a core takes it: whatever goes wrong there, the
   * core finds it, or gets another one.
   */
  boolean beforeItIsTaken(Moment moment) {
    return pooled()
        && (moment.run() == Moment.Run.POOL
            || (moment.run() == Moment.Run.HOST && moment.occurrence() == 1));
  }

  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
