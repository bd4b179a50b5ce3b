package dev.berth.registry.host;

import dev.berth.model.EventType;
import dev.berth.model.OperationKind.Subject;
import dev.berth.model.Word;
import dev.berth.registry.change.Database;
import dev.berth.registry.event.EventLog.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Regions in which nothing is launched or taken away until they are thawed: the brake for
 * everything at once.
 */
public record FreezeStore(Database db) {
  /** In place of a region: all of them. */
  public static final String EVERYWHERE = "all";

  /** The states of a region. */
  private enum Brake implements Word {
    FROZEN,
    THAWED
  }

  /**
   * One freeze.
   *
   * @param region or {@link #EVERYWHERE}
   * @param actor the name of the requester that froze it
   * @param reason why
   */
  public record Freeze(String region, String actor, String reason, Instant frozenAt) {}

  /** All that is frozen, oldest first. */
  public List<Freeze> list() {
    return db.list(Freeze.class, "SELECT * FROM freezes ORDER BY frozen_at, region");
  }

  /** What freezes this region: its own freeze, or that of all regions. */
  public Optional<Freeze> of(String region) {
    return db.find(
        Freeze.class,
        "SELECT * FROM freezes WHERE region IN (?, ?) ORDER BY frozen_at LIMIT 1",
        region,
        EVERYWHERE);
  }

  /** Freezes a region, and returns what is so now. One that is frozen stays as it was frozen. */
  public Freeze freeze(String region, Actor actor, String reason) {
    return db.in(
        tx -> {
          String insert =
              "INSERT INTO freezes (region, actor, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
          if (tx.execute(insert, region, actor.by().name(), reason) > 0) {
            EventType type = EventType.REGION_FROZEN;
            tx.append(
                Subject.REGION.named(region), type, actor, Brake.THAWED, Brake.FROZEN, reason);
          }
          return tx.one(Freeze.class, "SELECT * FROM freezes WHERE region = ?", region);
        });
  }

  /**
   * Thaws a region.
   *
   * @return false when it was not frozen by itself; then nothing was changed
   */
  public boolean thaw(String region, Actor actor, String reason) {
    return db.in(
        tx -> {
          boolean changed = tx.execute("DELETE FROM freezes WHERE region = ?", region) > 0;
          if (changed) {
            EventType type = EventType.REGION_THAWED;
            tx.append(
                Subject.REGION.named(region), type, actor, Brake.FROZEN, Brake.THAWED, reason);
          }
          return changed;
        });
  }
}
