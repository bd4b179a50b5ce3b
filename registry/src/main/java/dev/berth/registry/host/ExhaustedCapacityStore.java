package dev.berth.registry.host;

import dev.berth.registry.change.Database;
import java.time.Duration;
import java.util.Set;

/**
 * Capacity pools (zone and type) that answered "no capacity" a moment ago. Shared by all workers.
 */
public record ExhaustedCapacityStore(Database db) {
  /** A zone and a type. */
  public record CapacityPool(String zone, String instanceType) {}

  /** Remembers the pool as exhausted for this long from now, by the database's clock. */
  public void remember(String region, CapacityPool pool, Duration time) {
    db.execute(
        """
        INSERT INTO exhausted_capacity (region, zone, instance_type, until)
        VALUES (?, ?, ?, now() + make_interval(secs => ?))
        ON CONFLICT (region, zone, instance_type)
        DO UPDATE SET until = greatest(exhausted_capacity.until, excluded.until)
        """,
        region,
        pool.zone(),
        pool.instanceType(),
        time.toMillis() / 1000.0);
  }

  /** The pools of a region that are exhausted now. */
  public Set<CapacityPool> of(String region) {
    return Set.copyOf(
        db.list(
            CapacityPool.class,
            "SELECT zone, instance_type FROM exhausted_capacity WHERE region = ? AND until > now()",
            region));
  }
}
