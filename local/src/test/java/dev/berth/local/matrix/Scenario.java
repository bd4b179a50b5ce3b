package dev.berth.local.matrix;

import dev.berth.workflows.core.Plan;

/** What is deployed, and what is there already. */
enum Scenario {
  PACKED_ON_A_NEW_HOST(Plan.PACKED, Neighbour.NONE),
  PACKED_ON_A_READY_HOST(Plan.PACKED, Neighbour.READY),
  PACKED_ON_A_LAUNCHING_HOST(Plan.PACKED, Neighbour.WAITING),
  DEDICATED(Plan.DEDICATED, Neighbour.NONE),
  /** What runs left behind that were ended from outside, swept. */
  LEFT_BEHIND(Plan.PACKED, Neighbour.READY),
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

  /** Whether such a run belongs to what is under test. */
  boolean tests(Moment.Run run) {
    return switch (run) {
      case DEPLOY -> this != LEFT_BEHIND;
      case HOST -> neighbour != Neighbour.READY && this != BAKED;
      case BAKE -> true;
      case SWEEP, RETIRE, UNWIND -> this == LEFT_BEHIND;
    };
  }

  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
