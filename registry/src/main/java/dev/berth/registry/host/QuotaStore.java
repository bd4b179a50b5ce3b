package dev.berth.registry.host;

import dev.berth.registry.change.Database;
import dev.berth.registry.sql.Sql;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The account's vCPU quota as it was read last, and what Berth's hosts take of it. Shared by all
 * workers, and read by the starter, which cannot ask AWS. Before an instance is requested, its room
 * is taken here.
 */
public record QuotaStore(Database db) {
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
   * @param limit the region's vCPUs; null when it is not known
   * @param ours vCPUs of the other hosts that have room
   * @param others vCPUs used by instances that are not those of hosts in this registry
   * @param wanted vCPUs of the instance; 0 when its type is not known, or does not count
   */
  public record Room(Integer limit, int ours, int others, int wanted) {
    /** Whether the instance fits; what is not known is not refused. */
    public boolean enough() {
      return limit == null || wanted == 0 || ours + others + wanted <= limit;
    }
  }

  /** Remembers what was read now. */
  public void put(Quota quota) {
    db.executeFor(
        quota,
        """
        INSERT INTO quotas (region, vcpu_limit, others) VALUES (:region, :vcpuLimit, :others)
        ON CONFLICT (region) DO UPDATE
        SET vcpu_limit = excluded.vcpu_limit, others = excluded.others, read_at = excluded.read_at
        """);
  }

  /** The quota of a region as it was read last. */
  public Optional<Quota> find(String region) {
    return find(db, region);
  }

  /** Whether the quota of a region was read within this time, by the database's clock. */
  public boolean readWithin(Duration time, String region) {
    return db.one(
        Boolean.class,
        """
        SELECT EXISTS (SELECT FROM quotas
                       WHERE region = ? AND read_at > now() - make_interval(secs => ?))
        """,
        region,
        time.toMillis() / 1000.0);
  }

  /** Remembers the vCPUs of instance types that count. */
  public void putTypes(Map<String, Integer> vcpus) {
    db.run(
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
    return vcpus(db, type);
  }

  /**
   * The vCPUs that the hosts of a region use or will use: one that has no instance yet is taken for
   * its plan's first type.
   */
  public int ours(String region) {
    return db.one(
        Integer.class,
        """
        SELECT coalesce(sum(t.vcpus), 0)
        FROM hosts h LEFT JOIN plans p ON p.name = h.plan
        JOIN instance_types t ON t.type = coalesce(h.instance_type, p.instance_types[1])
        WHERE h.region = ? AND h.state NOT IN ('failed', 'retired', 'lost', 'stopped')
        """,
        region);
  }

  /**
   * Takes the room for a host's instance if there is enough, in place of what it had before: one
   * after the other per region, so that no two take the same.
   */
  public Room take(String hostId, String region, String type) {
    return db.in(
        tx -> {
          tx.lock("berth/room/" + region);
          Optional<Quota> quota = find(tx, region);
          Room room =
              new Room(
                  quota.map(Quota::vcpuLimit).orElse(null),
                  taken(tx, region, hostId),
                  quota.map(Quota::others).orElse(0),
                  vcpus(tx, type).orElse(0));
          if (room.enough()) {
            tx.execute(
                "UPDATE hosts SET reserved_type = ? WHERE id = ? AND state = 'launching'",
                type,
                hostId);
          }
          return room;
        });
  }

  /** The vCPUs that are left in a region; empty when its quota is not known. */
  public Optional<Integer> left(String region) {
    return find(db, region)
        .filter(quota -> quota.vcpuLimit() != null)
        .map(quota -> quota.vcpuLimit() - quota.others() - taken(db, region, ""));
  }

  private static Optional<Quota> find(Sql db, String region) {
    return db.find(
        Quota.class, "SELECT region, vcpu_limit, others FROM quotas WHERE region = ?", region);
  }

  private static Optional<Integer> vcpus(Sql db, String type) {
    return db.find(Integer.class, "SELECT vcpus FROM instance_types WHERE type = ?", type);
  }

  /** What all hosts but one have: one that was not seen to be stopped may still run. */
  private static int taken(Sql db, String region, String but) {
    return db.one(
        Integer.class,
        """
        SELECT coalesce(sum(t.vcpus), 0) FROM hosts h
        JOIN instance_types t ON t.type = CASE h.state WHEN 'launching' THEN h.reserved_type
                                                       ELSE coalesce(h.reserved_type, h.instance_type) END
        WHERE h.region = ? AND h.id <> ?
          AND (h.state IN ('launching', 'ready', 'unwanted') OR h.state = 'stopped' AND h.checked_at IS NULL)
        """,
        region,
        but);
  }
}
