package dev.berth.registry.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The account's vCPU quota as it was read last, and what Berth's hosts take of it. Shared by all
 * workers: whoever is about to request an instance reserves its vCPUs here, by writing the type
 * beside the host.
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

  /**
   * The room for one more instance.
   *
   * @param limit null when it is not known
   * @param others vCPUs used by instances that are not those of hosts in this registry
   * @param ours vCPUs of the other hosts: of what they are, or will be
   * @param needed vCPUs of the instance; 0 when its type is not known, or does not count
   */
  public record Room(Integer limit, int others, int ours, int needed) {
    /** Whether the instance fits; what is not known is not refused. */
    public boolean enough() {
      return limit == null || needed == 0 || others + ours + needed <= limit;
    }
  }

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
    return jdbi.withHandle(db -> find(db, region));
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
    return jdbi.withHandle(db -> vcpus(db, type));
  }

  /**
   * The vCPUs that the hosts of a region use or will use.
   *
   * @param firstTypes by plan: what a host is taken for that has not requested an instance yet
   */
  public int ours(String region, Map<String, String> firstTypes) {
    return jdbi.withHandle(db -> ours(db, region, null, firstTypes));
  }

  /** The room for a host's instance, behind those that wait for longer. */
  public Room room(String hostId, String region, String type, Map<String, String> firstTypes) {
    return jdbi.withHandle(db -> room(db, hostId, region, type, firstTypes));
  }

  /** Reserves the vCPUs of a host's instance if there is room, in place of what it had before. */
  public Room reserve(String hostId, String region, String type, Map<String, String> firstTypes) {
    return jdbi.inTransaction(
        tx -> {
          lock(tx, region);
          Room room = room(tx, hostId, region, type, firstTypes);
          if (room.enough()) {
            tx.execute(
                "UPDATE hosts SET instance_type = ? WHERE id = ? AND settled_at IS NULL",
                type,
                hostId);
          }
          return room;
        });
  }

  private static void lock(Handle tx, String region) {
    tx.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext(:name))) locked")
        .bind("name", "berth/quota/" + region)
        .mapTo(Integer.class)
        .one();
  }

  private static Room room(
      Handle db, String hostId, String region, String type, Map<String, String> firstTypes) {
    Optional<Quota> quota = find(db, region);
    return new Room(
        quota.map(Quota::vcpuLimit).orElse(null),
        quota.map(Quota::others).orElse(0),
        ours(db, region, hostId, firstTypes),
        vcpus(db, type).orElse(0));
  }

  private static Optional<Quota> find(Handle db, String region) {
    return db.createQuery("SELECT region, vcpu_limit, others FROM quotas WHERE region = :region")
        .bind("region", region)
        .mapTo(Quota.class)
        .findOne();
  }

  private static Optional<Integer> vcpus(Handle db, String type) {
    return db.createQuery("SELECT vcpus FROM instance_types WHERE type = :type")
        .bind("type", type)
        .mapTo(Integer.class)
        .findOne();
  }

  /** Of all hosts, or of those that go before this one: who came first is served first. */
  private static int ours(Handle db, String region, String before, Map<String, String> firstTypes) {
    List<String> plans = List.copyOf(firstTypes.keySet());
    return db.createQuery(
            """
            SELECT coalesce(sum(t.vcpus), 0)
            FROM hosts h
            LEFT JOIN unnest(:plans, :types) AS f (plan, type) ON f.plan = h.plan
            JOIN instance_types t ON t.type = coalesce(h.instance_type, f.type)
            WHERE h.region = :region AND h.state NOT IN ('failed', 'retired', 'lost', 'stopped')
              AND (:before::text IS NULL
                   OR h.id <> :before AND (h.instance_type IS NOT NULL OR (h.created_at, h.id)
                                           < (SELECT created_at, id FROM hosts WHERE id = :before)))
            """)
        .bindArray("plans", String.class, plans)
        .bindArray("types", String.class, plans.stream().map(firstTypes::get).toList())
        .bind("region", region)
        .bind("before", before)
        .mapTo(Integer.class)
        .one();
  }
}
