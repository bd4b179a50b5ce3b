package dev.berth.registry.host;

import dev.berth.model.HostState;
import dev.berth.model.Plan;
import dev.berth.model.PoolMode;
import dev.berth.registry.operation.Operation;
import java.time.Instant;

/**
 * A host as the registry knows it.
 *
 * @param plan null for a host that an image is baked or proved on
 * @param slots how many cores have room
 * @param used how many slots are held or quarantined
 * @param instanceNumber counts the instances that were launched for it, one after the other
 * @param amiId the AMI that its instance was launched from
 * @param operationId the operation that works on it, or was the last to
 * @param pooled how a warm pool keeps it; null when none does
 * @param standbyId its instance while that is stopped, until it runs again; else null
 * @param checkedAt when the pool last found it fit, or saw it stopped; else null
 * @param cordonedAt since when no core is placed on it; null: cores may be
 * @param replacedBy the operation that gives it another instance; else null
 * @param bakes the image that is baked or proved on it: no core is placed there; else null
 * @param image the image of ours that it runs; null when it runs a stock image
 */
public record HostRecord(
    String id,
    String region,
    Plan plan,
    int slots,
    int used,
    HostState state,
    int instanceNumber,
    String instanceId,
    String instanceType,
    String zone,
    String amiId,
    String address,
    String createdBy,
    String operationId,
    Instant createdAt,
    Instant settledAt,
    PoolMode pooled,
    String standbyId,
    Instant checkedAt,
    Instant cordonedAt,
    String replacedBy,
    String bakes,
    String image) {

  /** True while an operation should be working on it. */
  public boolean unsettled() {
    return !state.settled();
  }

  /** Whether an instance stands for it, running or stopped, that is to stay. */
  public boolean embodied() {
    return state == HostState.READY || state == HostState.STOPPED;
  }

  /** The plan's word, or what is in its place on a host of an image. */
  public String planWord() {
    return Operation.planWord(plan);
  }
}
