package dev.berth.workflows.core;

import dev.berth.workflows.operation.Receipt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The registry's side of a deployment. */
@ActivityInterface
public interface CoreRegistry {
  /**
   * One transaction: generation and slot, on a host with room, else on a new host row. Asking twice
   * for the same operation returns the same slot. A core that is ready already is returned as such.
   * Fails with {@code no-database-room}.
   */
  @ActivityMethod(name = "PlaceCore")
  Placement place(DeployOrder order);

  /** Gives the slot back. A host that nobody has settled and nobody needs becomes unwanted. */
  @ActivityMethod(name = "ReleaseCore")
  void release(DeployOrder order);

  /** Keeps the slot from everybody: something may still run in it. */
  @ActivityMethod(name = "QuarantineCore")
  void quarantine(DeployOrder order);

  /**
   * Makes the core visible to its owner and closes the operation. Fails with {@code superseded}
   * when there is a newer generation, and with {@code instance-lost} when its host moved to another
   * instance.
   */
  @ActivityMethod(name = "RegisterCore")
  Core register(Deployment deployment, String address, Receipt receipt);
}
