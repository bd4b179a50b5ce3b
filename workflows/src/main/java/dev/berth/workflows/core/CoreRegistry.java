package dev.berth.workflows.core;

import dev.berth.model.Receipt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The registry's side of a deployment. */
@ActivityInterface
public interface CoreRegistry {
  /**
   * One transaction: generation and slot, on a host with room, else on a new host row. Idempotent:
   * the same operation gets the same slot. Fails with {@code no-database-room}.
   */
  @ActivityMethod(name = "PlaceCore")
  Placed place(DeployRequest request, String operationId);

  /** Gives the slot back. An unsettled host that no core needs any more becomes unwanted. */
  @ActivityMethod(name = "ReleaseCore")
  void release(DeployRequest request, String operationId);

  /** Keeps the slot from all cores: something may still run in it. */
  @ActivityMethod(name = "QuarantineCore")
  void quarantine(DeployRequest request, String operationId);

  /**
   * What a deployment whose run was ended from outside still holds, as the registry remembers it.
   */
  @ActivityMethod(name = "FindAbandonedCore")
  Abandoned find(DeployRequest request, String operationId);

  /**
   * Makes the core visible to its owner and closes the operation. Fails with {@code superseded}
   * when there is a newer generation, and with {@code instance-lost} when its host moved to another
   * instance.
   */
  @ActivityMethod(name = "RegisterCore")
  Core register(Deployment deployment, String address, Receipt receipt);
}
