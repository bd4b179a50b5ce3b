package dev.berth.registry.sweep;

import dev.berth.model.EventType;
import dev.berth.model.OperationState;
import dev.berth.registry.change.Transaction;
import dev.berth.registry.event.EventLog;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What every pass of the sweep saw, since when, and what it did about it. */
public final class SweepStore {
  private final Jdbi jdbi;

  /** Made by the registry. */
  public SweepStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Something that every pass up to now saw.
   *
   * @param seconds how long ago it was seen first, by the database's clock
   */
  public record Sighting(String finding, Instant firstSeenAt, double seconds) {
    /** Whether it was seen first at least this long ago. */
    public boolean olderThan(Duration age) {
      return seconds * 1000 >= age.toMillis();
    }
  }

  /** What earlier passes saw in a region, by finding. */
  public Map<String, Sighting> sightings(String region) {
    return jdbi.withHandle(db -> sightings(db, region));
  }

  /**
   * Remembers what a pass saw: what it did not see is forgotten, so that it must be seen twice
   * again.
   *
   * @return what earlier passes had seen
   */
  public Map<String, Sighting> see(String region, Set<String> findings) {
    return jdbi.inTransaction(
        tx -> {
          Map<String, Sighting> before = sightings(tx, region);
          tx.createUpdate(
                  "DELETE FROM sightings WHERE region = :region AND finding <> ALL (:findings)")
              .bind("region", region)
              .bindArray("findings", String.class, findings)
              .execute();
          tx.createUpdate(
                  """
                  INSERT INTO sightings (region, finding) SELECT :region, unnest(:findings) ON CONFLICT DO NOTHING
                  """)
              .bind("region", region)
              .bindArray("findings", String.class, findings)
              .execute();
          return before;
        });
  }

  /** Whether the registry ever had a host in the region. */
  public boolean everHadHosts(String region) {
    return jdbi.withHandle(
        db ->
            db.createQuery("SELECT EXISTS (SELECT FROM hosts WHERE region = :region)")
                .bind("region", region)
                .mapTo(Boolean.class)
                .one());
  }

  /**
   * Notes a pass that did something, or refused to, as an operation that has ended. Idempotent.
   *
   * @param refused why it refused, a stable word; null when it did not
   */
  public void record(Operation sweep, String refused, String message, String receipt) {
    Transaction.run(
        jdbi,
        tx -> {
          OperationState state = refused == null ? OperationState.READY : OperationState.LEFT;
          if (OperationStore.open(tx, sweep)
              && OperationStore.end(tx, sweep.id(), state, refused, message, receipt)) {
            tx.append(
                EventLog.region(sweep.region()),
                refused == null ? EventType.SWEEP_ACTED : EventType.SWEEP_REFUSED,
                sweep.actor(),
                null,
                null,
                refused == null ? message : refused + ": " + message);
          }
        });
  }

  private static Map<String, Sighting> sightings(Handle db, String region) {
    return db
        .createQuery(
            """
            SELECT finding, first_seen_at, EXTRACT(EPOCH FROM now() - first_seen_at) AS seconds
            FROM sightings WHERE region = :region
            """)
        .bind("region", region)
        .mapTo(Sighting.class)
        .stream()
        .collect(Collectors.toMap(Sighting::finding, Function.identity()));
  }
}
