package dev.berth.registry.host;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.OperationKind.Subject;
import dev.berth.model.Plan;
import dev.berth.model.PoolMode;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.image.ImageFitness;
import dev.berth.registry.sql.Sql;
import java.util.Optional;

/** The rows of hosts. Every change of a host's state is made here, and nowhere else. */
public final class HostRows {
  /** Selects what a {@link HostRecord} is made of; {@code h} is the host. */
  static final String SELECT =
      """
      SELECT h.*, (SELECT count(*) FROM placements p WHERE p.host_id = h.id) AS used,
             (SELECT i.id FROM images i WHERE i.ami_id = h.ami_id) AS image
      FROM hosts h
      """;

  private HostRows() {}

  /** The host of this id, as it is just now. */
  public static Optional<HostRecord> find(Sql db, String id) {
    return db.find(HostRecord.class, SELECT + "WHERE h.id = ?", id);
  }

  /** The host of this id, whose row stays locked until the transaction ends. */
  public static Optional<HostRecord> lock(Transaction tx, String id) {
    return tx.find(HostRecord.class, SELECT + "WHERE h.id = ? FOR UPDATE OF h", id);
  }

  /** The same, under the placing lock of its region and plan, which is taken first. */
  public static Optional<HostRecord> lockPlacing(Transaction tx, String id) {
    find(tx, id).ifPresent(host -> PlacingLock.take(tx, host.region(), host.plan()));
    return lock(tx, id);
  }

  /** A host that is to be launched. */
  public record NewHost(
      String id,
      String region,
      Plan plan,
      int slots,
      String createdBy,
      PoolMode pooled,
      String bakes,
      String boots) {}

  /**
   * Adds a host, which is launching from here on.
   *
   * @return false when it is there already
   */
  public static boolean add(Transaction tx, NewHost host) {
    return tx.executeFor(
            host,
            """
            INSERT INTO hosts (id, region, plan, slots, state, created_by, pooled, bakes, boots)
            VALUES (:id, :region, :plan, :slots, 'launching', :createdBy, :pooled, :bakes, :boots)
            ON CONFLICT (id) DO NOTHING
            """)
        > 0;
  }

  /** Appends the first event of a host that was added. */
  static void appendLaunching(
      Transaction tx, String id, EventType type, Actor actor, String reason) {
    tx.append(Subject.HOST.named(id), type, actor, null, HostState.LAUNCHING, reason);
  }

  /** An id for a host that is to be added. */
  public static String newId(Transaction tx) {
    return tx.one(
        String.class, "SELECT 'h' || left(replace(gen_random_uuid()::text, '-', ''), 11)");
  }

  /**
   * The one change of a host's state: checks that it is allowed, sets the state and the time at
   * which the host settled, whatever else the change sets, and appends its event.
   *
   * @param host as it was locked
   * @throws IllegalStateException when the change is not allowed, or the host is not as it was
   */
  public static void transition(Transaction tx, HostRecord host, HostState to, Change change) {
    HostState.TRANSITIONS.require("host " + host.id(), host.state(), to);
    change.set("state", to).set("settled_at", to.settled() ? Change.NOW : null);
    apply(tx, host, to, change);
  }

  /** A change that leaves the host in its state. */
  public static void update(Transaction tx, HostRecord host, Change change) {
    apply(tx, host, host.state(), change);
  }

  private static void apply(Transaction tx, HostRecord host, HostState to, Change change) {
    String subject = Subject.HOST.named(host.id());
    change.apply(tx, "hosts", host.id(), host.state(), subject, host.state(), to);
  }

  /** The host is ready on this instance. */
  public static void settle(
      Transaction tx,
      HostRecord host,
      InstanceFacts instance,
      EventType type,
      Actor actor,
      String reason) {
    transition(
        tx,
        host,
        HostState.READY,
        Change.of(type, actor, reason)
            .set("instance_id", instance.instanceId())
            .set("instance_type", instance.instanceType())
            .set("zone", instance.zone())
            .set("ami_id", instance.amiId())
            .set("address", instance.address())
            .clear("standby_id", "reserved_type", "checked_at"));
    ImageFitness.worked(tx, instance.amiId());
  }
}
