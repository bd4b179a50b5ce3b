package dev.berth.simulator.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.berth.simulator.host.Machine;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A machine image: one of the account's furniture, or one made of an instance. What it is at a
 * moment is read from the times that CreateImage fixed.
 *
 * @param ownerAlias {@code amazon} or {@code self}
 * @param source what it was made of; absent for furniture
 * @param settledAt when it is available, or has failed
 * @param failure why it fails; absent if it does not
 */
public record Image(
    String region,
    String id,
    String name,
    String description,
    String ownerAlias,
    String architecture,
    Machine.Software software,
    Optional<Source> source,
    Map<String, String> tags,
    Instant createdAt,
    Instant visibleAt,
    Instant settledAt,
    Optional<String> failure,
    Optional<Instant> deregisteredAt)
    implements Fact {

  static final String PENDING = "pending";
  public static final String AVAILABLE = "available";
  public static final String FAILED = "failed";
  static final String DEREGISTERED = "deregistered";

  /** The instance whose disk it is, and the snapshot that holds it. */
  public record Source(String instanceId, String snapshotId) {}

  static Image furnished(String region, Account.Image image) {
    Instant made = Instant.parse("2026-07-20T00:00:00Z");
    return new Image(
        region,
        image.id(),
        image.name(),
        "",
        image.ownerAlias(),
        image.architecture(),
        image.software(),
        Optional.empty(),
        Map.of(),
        made,
        made,
        made,
        Optional.empty(),
        Optional.empty());
  }

  /** EC2's name of its state at this time. */
  public String state(Instant now) {
    if (deregisteredAt.isPresent()) {
      return DEREGISTERED;
    }
    if (now.isBefore(settledAt)) {
      return PENDING;
    }
    return failure.isPresent() ? FAILED : AVAILABLE;
  }

  /** Whether calls other than its creation know it. */
  public boolean isVisible(Instant now) {
    return !now.isBefore(visibleAt) && deregisteredAt.isEmpty();
  }

  /** Whether a host that boots from it finds everything done that a first boot does. */
  @JsonIgnore
  public boolean isPrepared() {
    return source.isPresent();
  }

  /** The same image with these tags instead. */
  public Image tagged(Map<String, String> newTags) {
    return with(newTags, deregisteredAt);
  }

  /** The same image, deregistered at this time. */
  public Image deregistered(Instant at) {
    return with(tags, Optional.of(at));
  }

  private Image with(Map<String, String> newTags, Optional<Instant> newDeregisteredAt) {
    return new Image(
        region,
        id,
        name,
        description,
        ownerAlias,
        architecture,
        software,
        source,
        newTags,
        createdAt,
        visibleAt,
        settledAt,
        failure,
        newDeregisteredAt);
  }
}
