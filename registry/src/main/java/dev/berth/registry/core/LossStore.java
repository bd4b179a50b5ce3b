package dev.berth.registry.core;

import dev.berth.registry.event.EventLog;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.PlacingLock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Hosts whose instance is gone, and the cores that went with them. */
public final class LossStore {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public LossStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A core that was ready on a lost host. */
  public record LostCore(String id, String customer, String environment) {}

  /**
   * Marks a host lost, and its ready cores with it. They hold no slot any more; where their
   * databases are is remembered. A core that is being deployed there hears of it by itself.
   *
   * @return the cores; empty when the host is not ready on this instance any more: then nothing was
   *     changed
   */
  public Optional<List<LostCore>> lose(String hostId, String instanceId, Actor actor) {
    return jdbi.inTransaction(
        tx -> {
          lock(tx, hostId);
          int lost =
              tx.execute(
                  """
                  UPDATE hosts SET state = 'lost', settled_at = now()
                  WHERE id = ? AND instance_id = ? AND state = 'ready'
                  """,
                  hostId,
                  instanceId);
          if (lost == 0) {
            return Optional.empty();
          }
          String why = "instance " + instanceId + " is gone";
          List<LostCore> cores = loseCores(tx, hostId);
          EventLog.append(tx, "host/" + hostId, "host.lost", actor, "ready", "lost", why);
          cores.forEach(
              core ->
                  EventLog.append(
                      tx,
                      "core/" + core.id(),
                      "core.lost",
                      actor,
                      "ready",
                      "lost",
                      "with host " + hostId + ": " + why));
          return Optional.of(cores);
        });
  }

  /** Nothing runs there any more, so that quarantined slots end, too. */
  private static List<LostCore> loseCores(Handle tx, String hostId) {
    List<LostCore> cores =
        tx.createQuery(
                """
                UPDATE cores c SET state = 'lost', lost_at = now(), database_server = p.database_server FROM placements p
                WHERE p.host_id = :host AND p.state = 'held' AND p.core_id = c.id AND c.state = 'ready'
                RETURNING c.id, c.customer, c.environment
                """)
            .bind("host", hostId)
            .mapTo(LostCore.class)
            .list();
    tx.execute(
        """
        DELETE FROM placements p USING cores c
        WHERE p.host_id = ? AND p.core_id = c.id AND (p.state = 'quarantined' OR c.state = 'lost')
        """,
        hostId);
    return cores;
  }

  private static void lock(Handle tx, String hostId) {
    tx.createQuery("SELECT region, plan FROM hosts WHERE id = :id")
        .bind("id", hostId)
        .map((row, _) -> new String[] {row.getString(1), row.getString(2)})
        .findOne()
        .ifPresent(of -> PlacingLock.take(tx, of[0], of[1]));
  }
}
