package dev.berth.client.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An image that hosts boot from.
 *
 * @param status {@code baking}, {@code current} (the region's next hosts boot from it), {@code
 *     available} (they could), {@code demoted} (launches from it failed), {@code failed} (it never
 *     proved good) or {@code retiring}
 * @param baseImage the AMI that it was baked from
 * @param coreImage the cores' container image that is on it
 * @param digest what its tag meant when it was baked
 * @param content the id of that container image
 * @param docker the package that Docker was installed from
 * @param edition counts bakes of the same inputs
 * @param hosts how many hosts run it
 * @param failures launches that failed in a row
 * @param operationId the operation that works on it, or was the last to
 */
public record ImageView(
    String id,
    String region,
    String status,
    @Nullable String amiId,
    String baseImage,
    String coreImage,
    String digest,
    @Nullable String content,
    String docker,
    int edition,
    int hosts,
    int failures,
    @Nullable String operationId,
    Instant createdAt,
    @Nullable Instant bakedAt) {}
