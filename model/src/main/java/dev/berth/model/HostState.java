package dev.berth.model;

import java.util.Map;
import java.util.Set;

/** The states of a host. */
public enum HostState implements Word {
  /** Its instance is being launched, or started, and prepared. */
  LAUNCHING,
  /** Cores can start on it. */
  READY,
  /** Its instance is stopped, or about to be: a warm pool keeps it for a core. */
  STOPPED,
  /** It is not needed any more: its operation takes it away. */
  UNWANTED,
  /** Its launch failed for good. */
  FAILED,
  /** It was taken away as asked. */
  RETIRED,
  /** Its instance is gone. */
  LOST;

  /** Every change that a host may make. */
  public static final Transitions<HostState> TRANSITIONS =
      new Transitions<>(
          Map.of(
              LAUNCHING, Set.of(READY, STOPPED, UNWANTED, FAILED, RETIRED),
              READY, Set.of(STOPPED, UNWANTED, LOST),
              STOPPED, Set.of(LAUNCHING, UNWANTED, LOST),
              UNWANTED, Set.of(RETIRED)));

  /** Whether an operation must still work on it. */
  public boolean settled() {
    return this != LAUNCHING && this != UNWANTED;
  }

  /** Whether it will never come back. */
  public boolean gone() {
    return this == FAILED || this == RETIRED || this == LOST;
  }
}
