package dev.berth.client.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place for cores.
 *
 * @param state {@code launching}, {@code ready}, {@code stopped} or {@code unwanted}
 * @param instanceNumber counts the EC2 instances that embodied it, one after the other
 * @param imageId the AMI that its instance boots from
 * @param image the image of ours that this AMI is; left out when it is a stock image
 * @param operationId the operation that works on it, or was the last to
 * @param pooled {@code running} or {@code stopped} while a warm pool keeps it so
 * @param cordonedAt since when no core is placed on it
 * @param replacedBy the operation that gives it another instance
 * @param slots all of them, free ones too, from 0
 */
public record HostView(
    String id,
    String region,
    String plan,
    String state,
    @Nullable String address,
    int instanceNumber,
    @Nullable String instanceId,
    @Nullable String instanceType,
    @Nullable String zone,
    @Nullable String imageId,
    @Nullable String image,
    @Nullable String operationId,
    Instant createdAt,
    @Nullable Instant settledAt,
    @Nullable String pooled,
    @Nullable Instant cordonedAt,
    @Nullable String replacedBy,
    List<Slot> slots) {

  /**
   * One place on the host.
   *
   * @param state {@code free}, {@code held} or {@code quarantined}
   */
  public record Slot(
      int slot,
      String state,
      @Nullable String coreId,
      @Nullable String customer,
      @Nullable String environment) {}
}
