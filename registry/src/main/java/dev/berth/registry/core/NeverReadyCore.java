package dev.berth.registry.core;

import java.util.Collection;
import java.util.Set;

/**
 * A core that is absent, never was ready, holds no slot, and on which no operation runs.
 *
 * @param unwound the operations on it that ended with a receipt; one that was ended from outside
 *     has none, and may have been ready after the backup that this registry was restored from
 */
public record NeverReadyCore(String coreId, Set<String> unwound) {
  /** Whether all that these operations made can go; no operation proves nothing. */
  public boolean leaves(Collection<String> operations) {
    return !operations.isEmpty() && unwound.containsAll(operations);
  }
}
