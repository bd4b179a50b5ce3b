package dev.berth.registry.core;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.operation.Operation;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which host a core gets, and what becomes of one that nobody needs. Under the placing lock. */
final class HostChoice {
  private HostChoice() {}

  /** A host with room, which is no longer a pool's; a new one when there is none. */
  static String choose(Handle tx, PlaceCommand command) {
    String host = hostWithRoom(tx, command.operation()).orElseGet(() -> newHost(tx, command));
    leavePool(tx, host, command.operation());
    return host;
  }

  /**
   * The fullest that is ready, so that the emptiest can go one day; else the fullest that is being
   * launched for cores; else one that was seen to be stopped; else one that is being launched.
   */
  private static Optional<String> hostWithRoom(Handle tx, Operation operation) {
    return tx.createQuery(
            """
            SELECT h.id FROM hosts h
            WHERE h.region = :region AND h.plan = :plan AND h.cordoned_at IS NULL AND h.replaced_by IS NULL
              AND (h.state IN ('launching', 'ready') OR h.state = 'stopped' AND h.checked_at IS NOT NULL)
              AND (SELECT count(*) FROM placements p WHERE p.host_id = h.id) < h.slots
            ORDER BY h.state <> 'ready', (SELECT count(*) FROM placements p WHERE p.host_id = h.id) DESC,
                     h.state <> 'stopped', h.created_at, h.id
            LIMIT 1 FOR UPDATE
            """)
        .bindMethods(operation)
        .mapTo(String.class)
        .findOne();
  }

  private static String newHost(Handle tx, PlaceCommand command) {
    return tx.createQuery(
            """
            INSERT INTO hosts (id, region, plan, slots, state, created_by)
            VALUES ('h' || left(replace(gen_random_uuid()::text, '-', ''), 11), :region, :plan, :slots, 'launching', :id)
            RETURNING id
            """)
        .bindMethods(command.operation())
        .bind("slots", command.slots())
        .mapTo(String.class)
        .one();
  }

  /**
   * A host that a core is placed on is no longer the pool's; one that is stopped has to be started.
   */
  private static void leavePool(Handle tx, String hostId, Operation operation) {
    tx.createQuery(
            """
            UPDATE hosts h SET pooled = NULL, state = CASE h.state WHEN 'stopped' THEN 'launching' ELSE h.state END,
                   settled_at = CASE h.state WHEN 'stopped' THEN NULL ELSE h.settled_at END,
                   operation_id = CASE h.state WHEN 'stopped' THEN NULL ELSE h.operation_id END
            FROM (SELECT state AS before FROM hosts WHERE id = :id) b
            WHERE h.id = :id AND h.pooled IS NOT NULL RETURNING b.before, h.state
            """)
        .bind("id", hostId)
        .map((row, _) -> new String[] {row.getString(1), row.getString(2)})
        .findOne()
        .ifPresent(
            state ->
                EventLog.append(
                    tx,
                    "host/" + hostId,
                    "host.taken",
                    new Actor(operation.requester(), operation.requestId(), operation.id()),
                    state[0],
                    state[1],
                    "from the pool"));
  }

  /** The state of an unsettled host that has lost its last slot; empty for any other. */
  static Optional<String> unneeded(Handle tx, String hostId) {
    return tx.createQuery(
            """
            UPDATE hosts SET state = CASE WHEN operation_id IS NOT NULL THEN 'unwanted'
                                          WHEN standby_id IS NOT NULL THEN 'stopped' ELSE 'retired' END,
                   pooled = CASE WHEN operation_id IS NULL AND standby_id IS NOT NULL THEN 'stopped' END,
                   settled_at = CASE WHEN operation_id IS NULL THEN now() END
            WHERE id = :id AND state = 'launching' AND NOT EXISTS (SELECT FROM placements WHERE host_id = hosts.id)
            RETURNING state
            """)
        .bind("id", hostId)
        .mapTo(String.class)
        .findOne();
  }
}
