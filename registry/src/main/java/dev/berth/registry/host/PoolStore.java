package dev.berth.registry.host;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.Plan;
import dev.berth.model.PoolMode;
import dev.berth.model.Requester;
import dev.berth.model.Word;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRows.NewHost;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Warm pools. A host is of a pool as long as {@code pooled} says so: placing a core on it ends
 * that, under the same lock under which hosts enter and leave here. A cordoned one does not count:
 * no core could have it.
 */
public record PoolStore(Database db) {
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
                        count(*) FILTER (WHERE pooled = 'running' AND (state = 'launching' OR failed_just_now))
                          AS running_filling,
                        count(*) FILTER (WHERE pooled = 'stopped' AND state = 'stopped' AND checked_at IS NOT NULL)
                          AS stopped_ready,
                        count(*) FILTER (WHERE pooled = 'stopped'
                                           AND (state IN ('launching', 'ready') OR failed_just_now
                                                OR state = 'stopped' AND checked_at IS NULL)) AS stopped_filling
                 FROM hosts,
                   LATERAL (SELECT state = 'failed' AND settled_at > now() - interval '5 minutes' AS failed_just_now) f
                 WHERE region = p.region AND plan = p.plan AND pooled IS NOT NULL AND cordoned_at IS NULL) h
      """;

  /** The pool itself. */
  public static final Actor POOL = new Actor(Requester.POOL, null);

  /**
   * A host that waits for a core, or is launched to.
   *
   * @param pooled how it is to be kept
   * @param unclaimed true when no operation works on its launch
   * @param stopDue true when it is to be kept stopped, and was not seen to be
   * @param checkDue true when it was not checked for a while
   * @param old true when it has waited too long
   */
  public record PoolHost(
      String id,
      Plan plan,
      HostState state,
      PoolMode pooled,
      boolean unclaimed,
      boolean stopDue,
      boolean checkDue,
      boolean old) {}

  /** Sets what a pool is to hold. What is there follows. */
  public void set(String region, Plan plan, int running, int stopped, Actor actor) {
    db.run(
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
          String subject = "pool/%s/%s".formatted(region, plan.word());
          Target from = before.map(p -> new Target(p.running(), p.stopped())).orElse(null);
          Target to = new Target(running, stopped);
          tx.append(subject, EventType.POOL_SET, actor, from, to, null);
        });
  }

  /** What a pool is to hold, for the event log. */
  private record Target(int running, int stopped) implements Word {
    @Override
    public String name() {
      return "%d running, %d stopped".formatted(running, stopped);
    }
  }

  /** All pools. */
  public List<PoolRecord> list() {
    return db.list(PoolRecord.class, SELECT + " ORDER BY p.region, p.plan");
  }

  /** The pools of a region. */
  public List<PoolRecord> of(String region) {
    return db.list(PoolRecord.class, SELECT + " WHERE p.region = ? ORDER BY p.plan", region);
  }

  /** The hosts of a region's pools, the ones that may go first at the front. */
  public List<PoolHost> hosts(String region, Duration checkEvery, Duration maxAge) {
    return db.list(
        PoolHost.class,
        """
        SELECT id, plan, state, pooled,
               state = 'launching' AND operation_id IS NULL
                 AND created_at < now() - interval '5 seconds' AS unclaimed,
               pooled = 'stopped' AND (state = 'ready' OR state = 'stopped' AND checked_at IS NULL) AS stop_due,
               state <> 'launching'
                 AND coalesce(checked_at, settled_at) < now() - make_interval(secs => ?) AS check_due,
               state <> 'launching' AND settled_at < now() - make_interval(secs => ?) AS old
        FROM hosts
        WHERE region = ? AND pooled IS NOT NULL AND cordoned_at IS NULL
          AND state IN ('launching', 'ready', 'stopped')
        ORDER BY state <> 'launching', created_at, id
        """,
        checkEvery.toMillis() / 1000.0,
        maxAge.toMillis() / 1000.0,
        region);
  }

  /**
   * Adds every host that is missing.
   *
   * @return the hosts that no operation launches yet, those of an earlier call included
   */
  public List<String> fill(String region, Plan plan) {
    return db.in(
        tx -> {
          PlacingLock.take(tx, region, plan);
          find(tx, region, plan)
              .ifPresent(
                  pool -> {
                    add(tx, pool, PoolMode.RUNNING, pool.missingRunning());
                    add(tx, pool, PoolMode.STOPPED, pool.missingStopped());
                  });
          return tx.list(
              String.class,
              """
              SELECT id FROM hosts WHERE region = ? AND plan = ? AND pooled IS NOT NULL
                AND state = 'launching' AND operation_id IS NULL ORDER BY created_at, id
              """,
              region,
              plan);
        });
  }

  private static void add(Transaction tx, PoolRecord pool, PoolMode pooled, int missing) {
    int slots = PlanStore.slots(tx, pool.plan());
    for (int i = 0; i < missing; i++) {
      String id = HostRows.newId(tx);
      String by = POOL.by().name();
      HostRows.add(tx, new NewHost(id, pool.region(), pool.plan(), slots, by, pooled, null, null));
      String why = "to be kept " + pooled.word();
      HostRows.appendLaunching(tx, id, EventType.HOST_POOLED, POOL, why);
    }
  }

  /**
   * Notes that a host which is to be kept stopped is about to be. No core gets it from here on,
   * until it was seen to be stopped: a stop on its way would hit a core that has started it.
   *
   * @return its instance; empty when a core took it, or it was seen to be stopped already
   */
  public Optional<String> stop(String hostId) {
    return db.in(
        tx -> {
          Optional<HostRecord> host =
              HostRows.lockPlacing(tx, hostId).filter(PoolStore::isToBeStopped);
          host.filter(now -> now.state() == HostState.READY)
              .ifPresent(
                  now -> {
                    Change stopped = Change.of(EventType.HOST_STOPPED, POOL, null);
                    stopped
                        .set("standby_id", now.instanceId())
                        .clear("reserved_type", "checked_at");
                    HostRows.transition(tx, now, HostState.STOPPED, stopped);
                  });
          return host.map(HostRecord::instanceId);
        });
  }

  private static boolean isToBeStopped(HostRecord host) {
    return host.pooled() == PoolMode.STOPPED
        && (host.state() == HostState.READY
            || (host.state() == HostState.STOPPED && host.checkedAt() == null));
  }

  /** Notes that a stopped host is not: no core gets it until it was stopped again. */
  public void doubt(String hostId) {
    db.execute("UPDATE hosts SET checked_at = NULL WHERE id = ? AND state = 'stopped'", hostId);
  }

  /** Notes that a host was found fit, or seen to be stopped. */
  public void checked(String hostId) {
    db.execute("UPDATE hosts SET checked_at = now() WHERE id = ? AND pooled IS NOT NULL", hostId);
  }

  /**
   * Takes a host out of its pool, or out of the bake that it is for: no core is placed on it from
   * here on, and the operation that launches it gives it up.
   *
   * @return its instance, or an empty text when it has none; empty when a core took the host
   */
  public Optional<String> giveUp(String hostId, Actor actor, String why) {
    return db.in(
        tx -> {
          Optional<HostRecord> host = HostRows.lockPlacing(tx, hostId).filter(PoolStore::mayGo);
          host.ifPresent(
              now -> {
                boolean unclaimed = now.state() == HostState.LAUNCHING && now.operationId() == null;
                HostState to = unclaimed ? HostState.RETIRED : HostState.UNWANTED;
                EventType type = unclaimed ? EventType.HOST_RETIRED : EventType.HOST_UNWANTED;
                HostRows.transition(tx, now, to, Change.of(type, actor, why).set("pooled", null));
              });
          return host.map(now -> Objects.requireNonNullElse(now.instanceId(), ""));
        });
  }

  private static boolean mayGo(HostRecord host) {
    return (host.pooled() != null || host.bakes() != null)
        && (host.state() == HostState.LAUNCHING || host.embodied());
  }

  private static Optional<PoolRecord> find(Transaction tx, String region, Plan plan) {
    return tx.find(PoolRecord.class, SELECT + " WHERE p.region = ? AND p.plan = ?", region, plan);
  }
}
