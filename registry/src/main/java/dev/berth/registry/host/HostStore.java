package dev.berth.registry.host;

import static dev.berth.registry.host.HostRows.SELECT;

import dev.berth.model.EventType;
import dev.berth.model.HostState;
import dev.berth.model.Requester;
import dev.berth.registry.change.Change;
import dev.berth.registry.change.Database;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRows.NewHost;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationEnded;
import dev.berth.registry.operation.OperationStore;
import dev.berth.registry.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Hosts: claimed by the operation that launches them, settled once, as ready, failed or retired.
 */
public record HostStore(Database db) {
  /** The host of this id. */
  public Optional<HostRecord> find(String id) {
    return HostRows.find(db, id);
  }

  /** The host of this id, when a stopped instance stands for it. */
  public Optional<HostRecord> standby(String id) {
    return find(id).filter(host -> host.standbyId() != null);
  }

  /** The hosts of these ids, in one query. */
  public Map<String, HostRecord> find(Collection<String> ids) {
    String query = SELECT + "WHERE h.id = ANY (?)";
    return byId(db.list(HostRecord.class, query, Sql.array(ids)));
  }

  /** All hosts that are not gone, oldest first. */
  public List<HostRecord> list() {
    return list(HostQuery.ALL, "", Integer.MAX_VALUE);
  }

  /** The first that come after this host; after none when it is empty. */
  public List<HostRecord> list(HostQuery query, String after, int limit) {
    String page =
        """
        AND (:after = '' OR (h.created_at, h.id) > (SELECT created_at, id FROM hosts WHERE id = :after))
        ORDER BY h.created_at, h.id LIMIT :limit
        """;
    return db.listFor(
        HostRecord.class,
        SELECT + "WHERE " + HostQuery.WHERE + page,
        query,
        Map.of("after", after, "limit", limit));
  }

  /** All of a region that are not gone, by id. */
  public Map<String, HostRecord> in(String region) {
    return byId(list(new HostQuery(null, null, region), "", Integer.MAX_VALUE));
  }

  private static Map<String, HostRecord> byId(List<HostRecord> hosts) {
    return hosts.stream().collect(Collectors.toMap(HostRecord::id, Function.identity()));
  }

  /**
   * Adds a host that an image is baked or proved on. Idempotent.
   *
   * @param boots the AMI that it boots from
   * @throws OperationEnded when the bake has ended
   */
  public void addForImage(
      String id, String region, String imageId, String boots, String operationId) {
    db.run(
        tx -> {
          OperationStore.requireOpen(tx, operationId);
          NewHost host = new NewHost(id, region, null, 1, operationId, null, imageId, boots);
          if (HostRows.add(tx, host)) {
            Actor actor = OperationStore.actor(tx, operationId);
            HostRows.appendLaunching(tx, id, EventType.HOST_NEEDED, actor, "for image " + imageId);
          }
        });
  }

  /**
   * Takes charge of an unsettled host for an operation, which is opened; a settled one is returned
   * as it is.
   *
   * @throws HostUnknown when the registry does not have the host
   */
  public HostRecord claim(Operation operation) {
    return db.in(
        tx -> {
          HostRecord host = lock(tx, operation.hostId());
          if (operation.id().equals(host.operationId())) {
            return host;
          }
          if (!host.unsettled()) {
            OperationStore.neverOpen(tx, operation.id());
            return host;
          }
          OperationStore.open(tx, operation);
          Change claimed = Change.of(EventType.HOST_CLAIMED, operation.actor(), null);
          HostRows.update(tx, host, claimed.set("operation_id", operation.id()));
          return lock(tx, host.id());
        });
  }

  /**
   * Remembers the number of the instance that is about to be launched for the host. Numbers only go
   * up.
   *
   * @throws HostUnknown when the registry does not have the host
   */
  public void numberInstance(String id, int number, String operationId) {
    db.run(
        tx -> {
          HostRecord host = lock(tx, id);
          if (number > host.instanceNumber()) {
            String which = "instance number " + number;
            Change numbered = change(EventType.HOST_INSTANCE_NUMBERED, operationId, which);
            numbered.set("instance_number", number).clear("standby_id", "reserved_type");
            HostRows.update(tx, host, numbered);
          }
        });
  }

  /**
   * Makes the host ready and closes the operation. Idempotent.
   *
   * @return false when nothing needs the host any more; then nothing was changed
   * @throws HostUnknown when the registry does not have the host
   */
  public boolean settle(String id, String operationId, InstanceFacts instance, String receipt) {
    return db.in(
        tx -> {
          HostRecord host = lock(tx, id);
          if (settledBefore(host, operationId, instance)) {
            return true;
          }
          if (host.state() != HostState.LAUNCHING || !operationId.equals(host.operationId())) {
            return false;
          }
          OperationStore.finish(tx, operationId, receipt);
          HostRows.settle(
              tx, host, instance, EventType.HOST_READY, berth(operationId), instance.instanceId());
          return true;
        });
  }

  /** A repeated call may find that the pool has stopped the host since, and that a core took it. */
  private static boolean settledBefore(
      HostRecord host, String operationId, InstanceFacts instance) {
    return instance.instanceId().equals(host.instanceId())
        && (host.embodied()
            || (host.state() == HostState.LAUNCHING && !operationId.equals(host.operationId())));
  }

  /**
   * Keeps new cores off a host, or lets them on it again. Idempotent.
   *
   * @param reason for the event log; may be null
   * @return the host as it is now; empty when there is none of this id
   */
  public Optional<HostRecord> cordon(String id, boolean cordoned, Actor actor, String reason) {
    return db.in(
        tx -> {
          Optional<HostRecord> host = HostRows.lockPlacing(tx, id);
          host.filter(now -> cordoned != (now.cordonedAt() != null))
              .ifPresent(now -> HostRows.update(tx, now, cordon(cordoned, actor, reason)));
          return HostRows.find(tx, id);
        });
  }

  private static Change cordon(boolean cordoned, Actor actor, String reason) {
    return cordoned
        ? Change.of(EventType.HOST_CORDONED, actor, reason).setNow("cordoned_at")
        : Change.of(EventType.HOST_UNCORDONED, actor, reason).set("cordoned_at", null);
  }

  /**
   * Settles a host that will never be ready, if this operation is the one in charge: retired when
   * unwanted, else failed. One that the registry does not have is given up already.
   */
  public void giveUp(String id, String operationId) {
    db.run(
        tx ->
            HostRows.lock(tx, id)
                .filter(host -> host.unsettled() && operationId.equals(host.operationId()))
                .ifPresent(
                    host -> {
                      boolean unwanted = host.state() == HostState.UNWANTED;
                      HostState to = unwanted ? HostState.RETIRED : HostState.FAILED;
                      EventType type = unwanted ? EventType.HOST_RETIRED : EventType.HOST_FAILED;
                      HostRows.transition(tx, host, to, change(type, operationId, null));
                    }));
  }

  private static HostRecord lock(Transaction tx, String id) {
    return HostRows.lock(tx, id).orElseThrow(() -> new HostUnknown(id));
  }

  private static Change change(EventType type, String operationId, String reason) {
    return Change.of(type, berth(operationId), reason);
  }

  private static Actor berth(String operationId) {
    return new Actor(Requester.BERTH, operationId);
  }
}
