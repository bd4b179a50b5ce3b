package dev.berth.workflows.host;

import dev.berth.model.Receipt;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The registry's side of a launch. */
@ActivityInterface
public interface HostRegistry {
  /**
   * Takes charge of a host for this operation. The second time for the same operation finds the
   * same.
   */
  @ActivityMethod(name = "ClaimHost")
  Claim claim(HostRequest request, String operationId);

  /**
   * The host is ready on this instance: its cores may start. Fails with {@code unwanted} when it is
   * not needed any more.
   */
  @ActivityMethod(name = "SettleHost")
  Host settle(InstanceRequest request, Host host, String operationId, Receipt receipt);

  /** An instance that boots from an image of Berth's did not get fit; the image may be to blame. */
  @ActivityMethod(name = "NoteUnfitInstance")
  void noteUnfit(InstanceRequest request, String why);

  /**
   * The host will never be ready: {@code retired} when it was unwanted, else {@code failed}, so
   * that the operations that wait for it give up.
   */
  @ActivityMethod(name = "GiveUpHost")
  void giveUp(String hostId, String operationId);
}
