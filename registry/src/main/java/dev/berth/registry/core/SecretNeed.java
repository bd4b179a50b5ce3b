package dev.berth.registry.core;

import java.util.Set;

/**
 * Which generations of a core's secrets somebody may need: those that hold a slot, the newest one
 * of a core that is there, and the one that its owner was told of.
 *
 * @param newest the newest generation that was ever given out
 */
public record SecretNeed(String coreId, long newest, Set<Long> generations) {
  /** Whether nobody needs the secret of this generation. */
  public boolean isNoneOf(long generation) {
    return !generations.contains(generation);
  }
}
