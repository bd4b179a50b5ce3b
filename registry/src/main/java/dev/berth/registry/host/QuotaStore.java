package dev.berth.registry.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The account's vCPU quota as it was read last, and what Berth's hosts take of it. Shared by all
 * workers, and read by the starter, which cannot ask AWS.
 */
public final class QuotaStore {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public QuotaStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The quota of a region.
   *
   * @param vcpuLimit null when it is not known
   * @param others vCPUs used by instances that are not those of hosts in this registry
   */
  public record Quota(String region, Integer vcpuLimit, int others) {}

  /** Remembers what was read now. */
  public void put(Quota quota) {
    jdbi.useTransaction(
        tx ->
            tx.createUpdate(
                    """
                    INSERT INTO quotas (region, vcpu_limit, others) VALUES (:region, :vcpuLimit, :others)
                    ON CONFLICT (region) DO UPDATE
                    SET vcpu_limit = excluded.vcpu_limit, others = excluded.others, read_at = excluded.read_at
                    """)
                .bindMethods(quota)
                .execute());
  }

  /** The quota of a region as it was read last. */
  public Optional<Quota> find(String region) {
    return jdbi.withHandle(
        db ->
            db.createQuery("SELECT region, vcpu_limit, others FROM quotas WHERE region = :region")
                .bind("region", region)
                .mapTo(Quota.class)
                .findOne());
  }

  /** Whether the quota of a region was read within this time, by the database's clock. */
  public boolean readWithin(Duration time, String region) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT EXISTS (SELECT FROM quotas
                                   WHERE region = :region AND read_at > now() - make_interval(secs => :seconds))
                    """)
                .bind("region", region)
                .bind("seconds", time.toMillis() / 1000.0)
                .mapTo(Boolean.class)
                .one());
  }

  /** Remembers the vCPUs of instance types that count. */
  public void putTypes(Map<String, Integer> vcpus) {
    jdbi.useTransaction(
        tx ->
            vcpus.forEach(
                (type, count) ->
                    tx.execute(
                        """
                        INSERT INTO instance_types (type, vcpus) VALUES (?, ?)
                        ON CONFLICT (type) DO UPDATE SET vcpus = excluded.vcpus
                        """,
                        type,
                        count)));
  }

  /** The vCPUs of a type; empty when it is not known, or does not count. */
  public Optional<Integer> vcpus(String type) {
    return jdbi.withHandle(
        db ->
            db.createQuery("SELECT vcpus FROM instance_types WHERE type = :type")
                .bind("type", type)
                .mapTo(Integer.class)
                .findOne());
  }

  /**
   * The vCPUs that the hosts of a region use or will use: one that has no instance yet is taken for
   * its plan's first type.
   */
  public int ours(String region) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT coalesce(sum(t.vcpus), 0)
                    FROM hosts h LEFT JOIN plans p ON p.name = h.plan
                    JOIN instance_types t ON t.type = coalesce(h.instance_type, p.instance_types[1])
                    WHERE h.region = :region AND h.state NOT IN ('failed', 'retired', 'lost', 'stopped')
                    """)
                .bind("region", region)
                .mapTo(Integer.class)
                .one());
  }
}
