package dev.berth.registry.sweep;

import dev.berth.model.EventType;
import dev.berth.model.OperationKind.Subject;
import dev.berth.model.OperationState;
import dev.berth.registry.change.Database;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.operation.OperationStore;
import dev.berth.registry.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What every pass of the sweep saw, since when, and what it did about it. */
public record SweepStore(Database db) {
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
    return sightings(db, region);
  }

  /**
   * Remembers what a pass saw: what it did not see is forgotten, so that it must be seen twice
   * again.
   *
   * @return what earlier passes had seen
   */
  public Map<String, Sighting> see(String region, Set<String> findings) {
    return db.in(
        tx -> {
          Map<String, Sighting> before = sightings(tx, region);
          Object now = Sql.array(findings);
          tx.execute("DELETE FROM sightings WHERE region = ? AND finding <> ALL (?)", region, now);
          tx.execute(
              "INSERT INTO sightings (region, finding) SELECT ?, unnest(?) ON CONFLICT DO NOTHING",
              region,
              now);
          return before;
        });
  }

  /** Whether the registry ever had a host in the region. */
  public boolean everHadHosts(String region) {
    return db.one(Boolean.class, "SELECT EXISTS (SELECT FROM hosts WHERE region = ?)", region);
  }

  /**
   * Notes a pass that did something, or refused to, as an operation that has ended. Idempotent.
   *
   * @param refused why it refused, a stable word; null when it did not
   */
  public void record(Operation sweep, String refused, String message, String receipt) {
    db.run(
        tx -> {
          OperationState state = refused == null ? OperationState.READY : OperationState.LEFT;
          if (OperationStore.note(tx, sweep, state, refused, message, receipt)) {
            EventType type = refused == null ? EventType.SWEEP_ACTED : EventType.SWEEP_REFUSED;
            String why = refused == null ? message : refused + ": " + message;
            tx.append(Subject.REGION.named(sweep.region()), type, sweep.actor(), null, null, why);
          }
        });
  }

  private static Map<String, Sighting> sightings(Sql db, String region) {
    return db
        .list(
            Sighting.class,
            """
            SELECT finding, first_seen_at, EXTRACT(EPOCH FROM now() - first_seen_at) AS seconds
            FROM sightings WHERE region = ?
            """,
            region)
        .stream()
        .collect(Collectors.toMap(Sighting::finding, Function.identity()));
  }
}
