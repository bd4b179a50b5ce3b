package dev.berth.registry.core;

import java.util.Set;

/**
 * The revisions of a core's secrets that may still be needed: those of its placements, the newest
 * one of a core that is there, and the one that its owner was told of.
 *
 * @param newest the newest revision that was ever given out
 */
public record NeededSecrets(String coreId, long newest, Set<Long> revisions) {
  /** Whether the secret of this revision is needed no more. */
  public boolean exclude(long revision) {
    return !revisions.contains(revision);
  }
}
