package dev.berth.model;

import java.util.Map;
import java.util.Set;

/** The states of a slot that is not free. */
public enum SlotState implements Word {
  /** A core holds it. */
  HELD,
  /** No core may have it: something may still run in it. */
  QUARANTINED;

  /** Every change that a taken slot may make; a slot becomes free from either. */
  public static final Transitions<SlotState> TRANSITIONS =
      new Transitions<>(Map.of(HELD, Set.of(QUARANTINED)));
}
