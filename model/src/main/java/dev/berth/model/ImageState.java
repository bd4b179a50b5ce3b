package dev.berth.model;

import java.util.Map;
import java.util.Set;

/** The states of an image. */
public enum ImageState implements Word {
  /** An operation bakes and proves it. */
  BAKING,
  /** Hosts can boot from it. */
  AVAILABLE,
  /** It could not be baked, or did not prove good. */
  FAILED,
  /** An operation takes it away. */
  RETIRING,
  /** It was taken away. */
  RETIRED;

  /** Every change that an image may make; the same inputs may be baked again. */
  public static final Transitions<ImageState> TRANSITIONS =
      new Transitions<>(
          Map.of(
              BAKING, Set.of(AVAILABLE, FAILED, RETIRING),
              AVAILABLE, Set.of(BAKING, RETIRING),
              FAILED, Set.of(BAKING, RETIRING),
              RETIRING, Set.of(RETIRED, BAKING),
              RETIRED, Set.of(BAKING)));
}
