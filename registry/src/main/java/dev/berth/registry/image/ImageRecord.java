package dev.berth.registry.image;

import dev.berth.model.ImageState;
import java.time.Instant;

/**
 * An image as the registry knows it.
 *
 * @param baseAmi the AMI that it was baked from
 * @param containerImage the cores' container image that is on it, with its tag
 * @param digest what that tag meant when it was baked
 * @param docker the package that Docker was installed from
 * @param scripts a hash of the scripts that made and proved it
 * @param edition counts bakes of the same inputs
 * @param current whether the region's next hosts boot from it
 * @param amiId null until it is baked
 * @param content the id of the container image that was found on it
 * @param failures launches that failed in a row
 * @param demotedAt when it was found unfit; null when it was not
 * @param hosts how many hosts run it
 */
public record ImageRecord(
    String id,
    String region,
    String baseAmi,
    String containerImage,
    String digest,
    String docker,
    String scripts,
    int edition,
    ImageState state,
    boolean current,
    String amiId,
    String content,
    int failures,
    Instant demotedAt,
    String operationId,
    Instant createdAt,
    Instant bakedAt,
    int hosts) {

  /** True when hosts can boot from it. */
  public boolean available() {
    return state == ImageState.AVAILABLE;
  }
}
