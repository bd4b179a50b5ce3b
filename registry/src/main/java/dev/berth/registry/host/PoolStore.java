package dev.berth.registry.host;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Warm pools. A host is of a pool as long as {@code pooled} says so: placing a core on it ends
 * that, under the same lock under which hosts enter and leave here. A cordoned one does not count:
 * no core could have it.
 */
public final class PoolStore {
  /**
   * A host whose launch failed keeps its place for five minutes: what fails at once would else be
   * launched again without end.
   */
  private static final String SELECT =
      """
      SELECT p.region, p.plan, p.running, p.stopped, pl.instance_types[1] AS instance_type,
             h.running_ready, h.running_filling, h.stopped_ready, h.stopped_filling
      FROM pools p JOIN plans pl ON pl.name = p.plan,
        LATERAL (SELECT count(*) FILTER (WHERE pooled = 'running' AND state = 'ready') AS running_ready,
                        count(*) FILTER (WHERE pooled = 'running' AND (state = 'launching' OR failed_just_now)) AS running_filling,
                        count(*) FILTER (WHERE pooled = 'stopped' AND state = 'stopped' AND checked_at IS NOT NULL) AS stopped_ready,
                        count(*) FILTER (WHERE pooled = 'stopped' AND (state IN ('launching', 'ready') OR failed_just_now
                                                                           OR state = 'stopped' AND checked_at IS NULL)) AS stopped_filling
                 FROM hosts, LATERAL (SELECT state = 'failed' AND settled_at > now() - interval '5 minutes' AS failed_just_now) f
                 WHERE region = p.region AND plan = p.plan AND pooled IS NOT NULL AND cordoned_at IS NULL) h
      """;

  /** The pool itself. */
  public static final Actor POOL = new Actor("pool", null, null);

  private final Jdbi jdbi;

  /** Made by the registry. */
  public PoolStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A host that waits for a core, or is launched to.
   *
   * @param pooled {@code running} or {@code stopped}: how it is to be kept
   * @param unclaimed true when nobody works on its launch
   * @param stopDue true when it is to be kept stopped, and was not seen to be
   * @param checkDue true when it was not checked for a while
   * @param old true when it has waited too long
   */
  public record PoolHost(
      String id,
      String plan,
      String state,
      String pooled,
      boolean unclaimed,
      boolean stopDue,
      boolean checkDue,
      boolean old) {}

  /** What the plans are like, written from the worker's configuration. */
  public void put(PlanRecord plan) {
    jdbi.useTransaction(
        tx ->
            tx.createUpdate(
                    """
                    INSERT INTO plans (name, slots, instance_types) VALUES (:name, :slots, :types)
                    ON CONFLICT (name) DO UPDATE SET slots = excluded.slots, instance_types = excluded.instance_types
                    """)
                .bind("name", plan.name())
                .bind("slots", plan.slots())
                .bindArray("types", String.class, plan.instanceTypes())
                .execute());
  }

  /** The plans that hosts may be of. */
  public List<PlanRecord> plans() {
    return jdbi.withHandle(
        db -> db.createQuery("SELECT * FROM plans ORDER BY name").mapTo(PlanRecord.class).list());
  }

  /** Sets what a pool is to hold. What is there follows. */
  public void set(String region, String plan, int running, int stopped, Actor actor) {
    jdbi.useTransaction(
        tx -> {
          PlacingLock.take(tx, region, plan);
          Optional<PoolRecord> before = find(tx, region, plan);
          tx.execute(
              """
              INSERT INTO pools (region, plan, running, stopped) VALUES (?, ?, ?, ?)
              ON CONFLICT (region, plan) DO UPDATE SET running = excluded.running, stopped = excluded.stopped
              """,
              region,
              plan,
              running,
              stopped);
          EventLog.append(
              tx,
              "pool/" + region + "/" + plan,
              "pool.set",
              actor,
              before.map(pool -> words(pool.running(), pool.stopped())).orElse(null),
              words(running, stopped),
              null);
        });
  }

  private static String words(int running, int stopped) {
    return "%d running, %d stopped".formatted(running, stopped);
  }

  /** All pools. */
  public List<PoolRecord> list() {
    return jdbi.withHandle(
        db -> db.createQuery(SELECT + " ORDER BY p.region, p.plan").mapTo(PoolRecord.class).list());
  }

  /** The pools of a region. */
  public List<PoolRecord> of(String region) {
    return jdbi.withHandle(
        db ->
            db.createQuery(SELECT + " WHERE p.region = :region ORDER BY p.plan")
                .bind("region", region)
                .mapTo(PoolRecord.class)
                .list());
  }

  /** The hosts of a region's pools, the ones that may go first at the front. */
  public List<PoolHost> hosts(String region, Duration checkEvery, Duration maxAge) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    """
                    SELECT id, plan, state, pooled,
                           state = 'launching' AND operation_id IS NULL
                             AND created_at < now() - interval '5 seconds' AS unclaimed,
                           pooled = 'stopped' AND (state = 'ready' OR state = 'stopped' AND checked_at IS NULL) AS stop_due,
                           state <> 'launching'
                             AND coalesce(checked_at, settled_at) < now() - make_interval(secs => :check) AS check_due,
                           state <> 'launching' AND settled_at < now() - make_interval(secs => :age) AS old
                    FROM hosts WHERE region = :region AND pooled IS NOT NULL AND cordoned_at IS NULL AND state IN ('launching', 'ready', 'stopped')
                    ORDER BY state <> 'launching', created_at, id
                    """)
                .bind("region", region)
                .bind("check", checkEvery.toMillis() / 1000.0)
                .bind("age", maxAge.toMillis() / 1000.0)
                .mapTo(PoolHost.class)
                .list());
  }

  /**
   * Makes a row for every host that is missing.
   *
   * @return the hosts that nobody launches yet, those of an earlier call included
   */
  public List<String> fill(String region, String plan) {
    return jdbi.inTransaction(
        tx -> {
          PlacingLock.take(tx, region, plan);
          find(tx, region, plan)
              .ifPresent(
                  pool -> {
                    add(tx, pool, "running", pool.missingRunning());
                    add(tx, pool, "stopped", pool.missingStopped());
                  });
          return tx.createQuery(
                  """
                  SELECT id FROM hosts WHERE region = :region AND plan = :plan AND pooled IS NOT NULL
                    AND state = 'launching' AND operation_id IS NULL ORDER BY created_at, id
                  """)
              .bind("region", region)
              .bind("plan", plan)
              .mapTo(String.class)
              .list();
        });
  }

  private static void add(Handle tx, PoolRecord pool, String pooled, int missing) {
    tx.createQuery(
            """
            INSERT INTO hosts (id, region, plan, slots, state, created_by, pooled)
            SELECT 'h' || left(replace(gen_random_uuid()::text, '-', ''), 11), :region, :plan, p.slots, 'launching', 'pool', :pooled
            FROM plans p, generate_series(1, :missing) WHERE p.name = :plan
            RETURNING id
            """)
        .bind("region", pool.region())
        .bind("plan", pool.plan())
        .bind("pooled", pooled)
        .bind("missing", missing)
        .mapTo(String.class)
        .list()
        .forEach(
            id ->
                EventLog.append(
                    tx,
                    "host/" + id,
                    "host.pooled",
                    POOL,
                    null,
                    "launching",
                    "to be kept " + pooled));
  }

  /**
   * Notes that a host which is to be kept stopped is about to be. No core gets it from here on,
   * until it was seen to be stopped: a stop on its way would hit whoever has started it.
   *
   * @return its instance; empty when a core took it, or it was seen to be stopped already
   */
  public Optional<String> stop(String hostId) {
    return changed(
        hostId,
        POOL,
        "host.stopped",
        null,
        """
        UPDATE hosts SET state = 'stopped', standby_id = instance_id, checked_at = NULL, settled_at = now(),
               reserved_type = NULL
        WHERE id = :id AND pooled = 'stopped' AND (state = 'ready' OR state = 'stopped' AND checked_at IS NULL)
        RETURNING standby_id
        """);
  }

  /** Notes that a stopped host is not: no core gets it until it was stopped again. */
  public void doubt(String hostId) {
    jdbi.useTransaction(
        tx ->
            tx.execute(
                "UPDATE hosts SET checked_at = NULL WHERE id = ? AND state = 'stopped'", hostId));
  }

  /** Notes that a host was found fit, or seen to be stopped. */
  public void checked(String hostId) {
    jdbi.useTransaction(
        tx ->
            tx.execute(
                "UPDATE hosts SET checked_at = now() WHERE id = ? AND pooled IS NOT NULL", hostId));
  }

  /**
   * Takes a host out of its pool, or out of the bake that it is for: nobody is placed on it from
   * here on, and whoever launches it gives it up.
   *
   * @return its instance, or an empty text when it has none; empty when a core took the host
   */
  public Optional<String> giveUp(String hostId, Actor actor, String why) {
    return changed(
        hostId,
        actor,
        "host.unwanted",
        why,
        """
        UPDATE hosts SET pooled = NULL, state = CASE WHEN state = 'launching' AND operation_id IS NULL THEN 'retired' ELSE 'unwanted' END,
               settled_at = CASE WHEN state = 'launching' AND operation_id IS NULL THEN now() END
        WHERE id = :id AND (pooled IS NOT NULL OR bakes IS NOT NULL) AND state IN ('launching', 'ready', 'stopped') RETURNING coalesce(instance_id, '')
        """);
  }

  private Optional<String> changed(
      String hostId, Actor actor, String type, String why, String update) {
    return jdbi.inTransaction(
        tx -> {
          find(tx, hostId).ifPresent(h -> PlacingLock.take(tx, h.region(), h.plan()));
          Optional<HostRecord> host = find(tx, hostId);
          Optional<String> instance =
              tx.createQuery(update).bind("id", hostId).mapTo(String.class).findOne();
          String after = type.substring("host.".length());
          if (instance.isPresent() && !host.orElseThrow().state().equals(after)) {
            EventLog.append(
                tx, "host/" + hostId, type, actor, host.orElseThrow().state(), after, why);
          }
          return instance;
        });
  }

  private static Optional<HostRecord> find(Handle tx, String hostId) {
    return tx.createQuery(HostStore.SELECT + "WHERE h.id = :id")
        .bind("id", hostId)
        .mapTo(HostRecord.class)
        .findOne();
  }

  private static Optional<PoolRecord> find(Handle tx, String region, String plan) {
    return tx.createQuery(SELECT + " WHERE p.region = :region AND p.plan = :plan")
        .bind("region", region)
        .bind("plan", plan)
        .mapTo(PoolRecord.class)
        .findOne();
  }
}
