package dev.berth.simulator.account;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The snapshot of a disk, made with an image.
 *
 * @param settledAt when it is complete, or in error
 * @param failed that its image fails, and it with it
 */
public record Snapshot(
    String region,
    String id,
    String volumeId,
    String imageId,
    String description,
    Map<String, String> tags,
    Instant startedAt,
    Instant visibleAt,
    Instant settledAt,
    boolean failed,
    Optional<Instant> deletedAt)
    implements Fact {

  static final String DELETED = "deleted";

  /** EC2's name of its state at this time. */
  public String state(Instant now) {
    if (deletedAt.isPresent()) {
      return DELETED;
    }
    if (now.isBefore(settledAt)) {
      return "pending";
    }
    return failed ? "error" : "completed";
  }

  /** Whether calls know it. */
  public boolean isVisible(Instant now) {
    return !now.isBefore(visibleAt) && deletedAt.isEmpty();
  }

  /** The same snapshot with these tags instead. */
  public Snapshot tagged(Map<String, String> newTags) {
    return with(newTags, deletedAt);
  }

  /** The same snapshot, deleted at this time. */
  public Snapshot deleted(Instant at) {
    return with(tags, Optional.of(at));
  }

  private Snapshot with(Map<String, String> newTags, Optional<Instant> newDeletedAt) {
    return new Snapshot(
        region,
        id,
        volumeId,
        imageId,
        description,
        newTags,
        startedAt,
        visibleAt,
        settledAt,
        failed,
        newDeletedAt);
  }
}
