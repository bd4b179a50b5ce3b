package dev.berth.registry.host;

import java.time.Instant;

/**
 * A host as the registry knows it.
 *
 * @param state {@code launching}, {@code ready}, {@code unwanted}, {@code failed}, {@code retired},
 *     {@code lost} or {@code stopped}
 * @param slots how many cores have room
 * @param used how many slots are held or quarantined
 * @param instanceNumber counts the instances that embodied it, one after the other
 * @param operationId the operation that works on it, or was the last to
 * @param pooled {@code running} or {@code stopped} while a warm pool keeps it so; else null
 * @param standbyId the stopped instance that embodies it, until it runs again; else null
 * @param cordonedAt since when no core is placed on it; null: cores may be
 * @param replacedBy the operation that gives it another instance; else null
 * @param bakes the image that is baked or proved on it: no core is placed there; else null
 * @param boots the AMI that such a host boots from, whatever is current; else null
 * @param image the image of ours that it runs; null when it runs a stock image
 */
public record HostRecord(
    String id,
    String region,
    String plan,
    int slots,
    int used,
    String state,
    int instanceNumber,
    String instanceId,
    String instanceType,
    String zone,
    String imageId,
    String address,
    String createdBy,
    String operationId,
    Instant createdAt,
    Instant settledAt,
    String pooled,
    String standbyId,
    Instant cordonedAt,
    String replacedBy,
    String bakes,
    String boots,
    String image) {

  /** True while somebody should be working on it. */
  public boolean unsettled() {
    return settledAt == null;
  }
}
