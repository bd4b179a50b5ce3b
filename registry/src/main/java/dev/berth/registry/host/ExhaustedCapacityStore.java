package dev.berth.registry.host;

import java.time.Duration;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * Capacity pools (zone and type) that answered "no capacity" a moment ago. Shared by all workers.
 */
public final class ExhaustedCapacityStore {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public ExhaustedCapacityStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A zone and a type. */
  public record CapacityPool(String zone, String instanceType) {}

  /** Remembers the pool as exhausted for this long from now, by the database's clock. */
  public void remember(String region, CapacityPool pool, Duration time) {
    jdbi.useTransaction(
        tx ->
            tx.createUpdate(
                    """
                    INSERT INTO exhausted_capacity (region, zone, instance_type, until)
                    VALUES (:region, :zone, :instanceType, now() + make_interval(secs => :seconds))
                    ON CONFLICT (region, zone, instance_type)
                    DO UPDATE SET until = greatest(exhausted_capacity.until, excluded.until)
                    """)
                .bind("region", region)
                .bindMethods(pool)
                .bind("seconds", time.toMillis() / 1000.0)
                .execute());
  }

  /** The pools of a region that are exhausted now. */
  public Set<CapacityPool> of(String region) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT zone, instance_type FROM exhausted_capacity WHERE region = :region AND until > now()
                    """)
                .bind("region", region)
                .mapTo(CapacityPool.class)
                .set());
  }
}
