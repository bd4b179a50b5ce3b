package dev.berth.registry.host;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.image.ImageFitness;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Hosts: claimed by the operation that launches them, settled once, as ready, failed or retired.
 */
public final class HostStore {
  /** Selects what a {@link HostRecord} is made of; {@code h} is the host. */
  public static final String SELECT =
      """
      SELECT h.*, h.ami_id AS image_id, (SELECT count(*) FROM placements p WHERE p.host_id = h.id) AS used,
             (SELECT i.id FROM images i WHERE i.ami_id = h.ami_id) AS image
      FROM hosts h
      """;

  private static final String THERE = "h.state IN ('launching', 'ready', 'unwanted', 'stopped')";

  private final Jdbi jdbi;

  /** Made by the registry. */
  public HostStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The host of this id. */
  public Optional<HostRecord> find(String id) {
    return Optional.ofNullable(find(List.of(id)).get(id));
  }

  /** The host of this id, when a stopped instance embodies it. */
  public Optional<HostRecord> standby(String id) {
    return find(id).filter(host -> host.standbyId() != null);
  }

  /** The hosts of these ids, in one query. */
  public Map<String, HostRecord> find(Collection<String> ids) {
    return jdbi.withHandle(
        db ->
            db
                .createQuery(SELECT + "WHERE h.id = ANY (:ids)")
                .bindArray("ids", String.class, ids)
                .mapTo(HostRecord.class)
                .stream()
                .collect(byId()));
  }

  /** All hosts that are not gone, oldest first. */
  public List<HostRecord> list() {
    return list("", Integer.MAX_VALUE);
  }

  /** The first of them that come after this host; after none when it is empty. */
  public List<HostRecord> list(String after, int limit) {
    return jdbi.withHandle(
        db ->
            db.createQuery(
                    SELECT
                        + "WHERE "
                        + THERE
                        + """
                          AND (:after = '' OR (h.created_at, h.id) > (SELECT created_at, id FROM hosts WHERE id = :after))
                        ORDER BY h.created_at, h.id LIMIT :limit
                        """)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(HostRecord.class)
                .list());
  }

  /** All of a region that are not gone, by id. */
  public Map<String, HostRecord> in(String region) {
    return jdbi.withHandle(
        db ->
            db
                .createQuery(SELECT + "WHERE h.region = :region AND " + THERE)
                .bind("region", region)
                .mapTo(HostRecord.class)
                .stream()
                .collect(byId()));
  }

  private static Collector<HostRecord, ?, Map<String, HostRecord>> byId() {
    return Collectors.toMap(HostRecord::id, Function.identity());
  }

  /**
   * Takes charge of an unsettled host for an operation, which is opened; a settled one is returned
   * as it is.
   */
  public HostRecord claim(Operation operation) {
    return jdbi.inTransaction(
        tx -> {
          HostRecord host = lock(tx, operation.hostId());
          if (!host.unsettled() || operation.id().equals(host.operationId())) {
            return host;
          }
          OperationStore.open(tx, operation);
          tx.execute("UPDATE hosts SET operation_id = ? WHERE id = ?", operation.id(), host.id());
          append(tx, operation.id(), host, "host.claimed", host.state(), null);
          return lock(tx, host.id());
        });
  }

  /**
   * Remembers with which number the host is about to be embodied, before anything is launched.
   * Numbers only go up.
   */
  public void numberInstance(String id, int number, String operationId) {
    jdbi.useTransaction(
        tx -> {
          HostRecord host = lock(tx, id);
          if (number > host.instanceNumber()) {
            tx.execute(
                "UPDATE hosts SET instance_number = ?, standby_id = NULL, reserved_type = NULL WHERE id = ?",
                number,
                id);
            append(
                tx,
                operationId,
                host,
                "host.instance-numbered",
                host.state(),
                "instance number " + number);
          }
        });
  }

  /** The instance that embodies a host. */
  public record Embodiment(
      String instanceId, String instanceType, String zone, String imageId, String address) {}

  /**
   * Makes the host ready and closes the operation.
   *
   * @return false when nobody needs the host any more; then nothing was changed
   */
  public boolean settle(String id, String operationId, Embodiment instance, String receipt) {
    return jdbi.inTransaction(
        tx -> {
          HostRecord host = lock(tx, id);
          if (settledBefore(host, operationId, instance)) {
            return true;
          }
          if (!host.state().equals("launching") || !operationId.equals(host.operationId())) {
            return false;
          }
          embody(tx, id, instance);
          OperationStore.ready(tx, operationId, receipt);
          append(tx, operationId, host, "host.ready", "ready", instance.instanceId());
          return true;
        });
  }

  /** Who settles again may find that the pool has stopped the host since, and a core taken it. */
  private static boolean settledBefore(HostRecord host, String operationId, Embodiment instance) {
    return instance.instanceId().equals(host.instanceId())
        && switch (host.state()) {
          case "ready", "stopped" -> true;
          case "launching" -> !operationId.equals(host.operationId());
          default -> false;
        };
  }

  /** Another instance embodies the host, which is ready. */
  public static void embody(Handle tx, String id, Embodiment instance) {
    tx.createUpdate(
            """
            UPDATE hosts SET state = 'ready', settled_at = now(), instance_id = :instanceId, instance_type = :instanceType,
                   zone = :zone, ami_id = :imageId, address = :address, standby_id = NULL, reserved_type = NULL,
                   checked_at = NULL
            WHERE id = :id
            """)
        .bindMethods(instance)
        .bind("id", id)
        .execute();
    ImageFitness.worked(tx, instance.imageId());
  }

  /**
   * Keeps new cores off a host, or lets them on it again. It stays so until the other is said; the
   * second time changes nothing.
   *
   * @param reason for the event log; may be null
   * @return the host as it is now; empty when there is none of this id
   */
  public Optional<HostRecord> cordon(String id, boolean cordoned, Actor actor, String reason) {
    return jdbi.inTransaction(
        tx -> {
          Optional<HostRecord> host =
              tx.createQuery(SELECT + "WHERE h.id = :id")
                  .bind("id", id)
                  .mapTo(HostRecord.class)
                  .findOne();
          if (host.isEmpty()) {
            return host;
          }
          PlacingLock.take(tx, host.get().region(), host.get().plan());
          HostRecord now = lock(tx, id);
          if (cordoned == (now.cordonedAt() != null)) {
            return Optional.of(now);
          }
          tx.execute(
              "UPDATE hosts SET cordoned_at = CASE WHEN ? THEN now() END WHERE id = ?",
              cordoned,
              id);
          EventLog.append(
              tx,
              "host/" + id,
              cordoned ? "host.cordoned" : "host.uncordoned",
              actor,
              now.state(),
              now.state(),
              reason);
          return Optional.of(lock(tx, id));
        });
  }

  /**
   * Settles a host that will never be ready, if this operation is the one in charge: retired when
   * unwanted, else failed. One that the registry does not have is given up already.
   */
  public void giveUp(String id, String operationId) {
    jdbi.useTransaction(
        tx -> {
          Optional<HostRecord> found = lockIfKnown(tx, id);
          if (found.filter(HostRecord::unsettled).isPresent()
              && operationId.equals(found.get().operationId())) {
            HostRecord host = found.get();
            String state = host.state().equals("unwanted") ? "retired" : "failed";
            tx.execute("UPDATE hosts SET state = ?, settled_at = now() WHERE id = ?", state, id);
            append(tx, operationId, host, "host." + state, state, null);
          }
        });
  }

  private static HostRecord lock(Handle tx, String id) {
    return lockIfKnown(tx, id).orElseThrow(() -> new HostUnknown(id));
  }

  private static Optional<HostRecord> lockIfKnown(Handle tx, String id) {
    return tx.createQuery(SELECT + "WHERE h.id = :id FOR UPDATE OF h")
        .bind("id", id)
        .mapTo(HostRecord.class)
        .findOne();
  }

  private static void append(
      Handle tx, String operationId, HostRecord host, String type, String after, String reason) {
    EventLog.append(
        tx,
        "host/" + host.id(),
        type,
        new Actor("launch-host", null, operationId),
        host.state(),
        after,
        reason);
  }
}
