package dev.berth.registry.host;

import java.time.Instant;

/**
 * A host as the registry knows it.
 *
 * @param state {@code launching}, {@code ready}, {@code unwanted}, {@code failed}, {@code retired}
 *     or {@code lost}
 * @param slots how many cores have room
 * @param used how many slots are held or quarantined
 * @param instanceNumber counts the instances that embodied it, one after the other
 * @param operationId the operation that works on it, or was the last to
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
    Instant settledAt) {

  /** True while somebody should be working on it. */
  public boolean unsettled() {
    return settledAt == null;
  }
}
