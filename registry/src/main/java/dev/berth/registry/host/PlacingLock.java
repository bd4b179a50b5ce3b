package dev.berth.registry.host;

import dev.berth.model.Plan;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.operation.Operation;

/**
 * Serializes, per region and plan, whatever gives slots away, takes them back, or takes a host from
 * under them. Held until the transaction ends.
 */
public final class PlacingLock {
  private PlacingLock() {}

  /**
   * Waits for its turn; before any row is read.
   *
   * @param plan null for hosts that images are baked on
   */
  public static void take(Transaction tx, String region, Plan plan) {
    tx.lock("berth/place/%s/%s".formatted(region, Operation.planWord(plan)));
  }
}
