package dev.berth.client.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A warm pool: hosts that are there before a core needs them.
 *
 * @param running hosts that are kept running
 * @param stopped hosts that are kept stopped: cheaper, some seconds slower
 * @param instanceType of its hosts, while AWS has room for it
 * @param costPerMonth what the whole pool costs, once full, in US dollars, at list prices; left out
 *     when the type's price is not known
 */
public record PoolView(
    String region,
    String plan,
    Share running,
    Share stopped,
    String instanceType,
    @Nullable BigDecimal costPerMonth) {
  /**
   * A part of the pool.
   *
   * @param target how many hosts are to be kept so
   * @param ready how many wait for a core
   * @param filling how many are on their way
   */
  public record Share(int target, int ready, int filling) {}
}
