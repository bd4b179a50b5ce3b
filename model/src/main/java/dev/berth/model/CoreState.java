package dev.berth.model;

import java.util.Map;
import java.util.Set;

/** The states of a core. */
public enum CoreState implements Word {
  /** It holds no slot. */
  ABSENT,
  /** An operation brings it up. */
  DEPLOYING,
  /** Its owner can use it. */
  READY,
  /** It was ready on a host that is lost; its database is still there. */
  LOST;

  /** Every change that a core may make. */
  public static final Transitions<CoreState> TRANSITIONS =
      new Transitions<>(
          Map.of(
              ABSENT, Set.of(DEPLOYING),
              DEPLOYING, Set.of(READY, ABSENT, LOST),
              READY, Set.of(LOST),
              LOST, Set.of(DEPLOYING)));
}
