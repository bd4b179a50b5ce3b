package dev.berth.model;

import java.util.Map;
import java.util.Set;

/** The states of an operation. The registry keeps {@code running} and those that end it. */
public enum OperationState implements Word {
  /** Going forward. */
  RUNNING,
  /** Parked: retries do not cure it; waits for an operator's retry, skip or abort. */
  HELD,
  /** Parked: its region is frozen; goes on when it is thawed. */
  FROZEN,
  /** Taking back what it did. */
  UNWINDING,
  /** Ended as asked. */
  READY,
  /** Ended without effect: all that it did was taken back. */
  UNWOUND,
  /** Ended, but something could not be taken back; the receipt says what and why. */
  LEFT;

  /** Every change that an operation may make. */
  public static final Transitions<OperationState> TRANSITIONS =
      new Transitions<>(
          Map.of(
              RUNNING, Set.of(HELD, FROZEN, UNWINDING, READY, LEFT),
              HELD, Set.of(RUNNING, FROZEN, UNWINDING, LEFT),
              FROZEN, Set.of(RUNNING, UNWINDING, LEFT),
              UNWINDING, Set.of(HELD, FROZEN, UNWOUND, LEFT)));

  /** Whether nothing more will happen. */
  public boolean ended() {
    return this == READY || this == UNWOUND || this == LEFT;
  }
}
