package dev.berth.workflows.operation;

import java.util.Locale;

/**
 * The states of an operation. The registry, the search attribute BerthState and the API use the
 * same words.
 */
public enum State {
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

  /** Whether nothing more will happen. */
  public boolean ended() {
    return this == READY || this == UNWOUND || this == LEFT;
  }

  /** The lower-case word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
