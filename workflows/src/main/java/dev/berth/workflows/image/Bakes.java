package dev.berth.workflows.image;

import dev.berth.model.Receipt;
import dev.berth.workflows.host.Host;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What is done to bake an image, and to take one away. */
@ActivityInterface
public interface Bakes {
  /** Takes charge of an image for this operation. The second time finds the same. */
  @ActivityMethod(name = "ClaimImage")
  BakeClaim claim(BakeRequest request, String operationId);

  /**
   * The AMI that an earlier run made of these inputs, or null. What failed of one is taken away.
   */
  @ActivityMethod(name = "FindImage")
  String find(ImagePlan plan);

  /** Makes the row of a host that boots from this AMI, and sees to it that it is launched. */
  @ActivityMethod(name = "NeedBakeHost")
  void need(ImagePlan plan, String hostId, String amiId, String operationId);

  /**
   * Waits until such a host is ready. Fails with {@code invalid} when it never can be, and with
   * {@code host-failed}.
   */
  @ActivityMethod(name = "AwaitBakeHost")
  Host awaitHost(String hostId);

  /**
   * Reads the container image once, and takes away what must not be cloned. Fails with {@code
   * instance-lost} when the builder is gone. Returns what it reports.
   */
  @ActivityMethod(name = "CleanBuilder")
  String clean(ImagePlan plan, Host builder, String operationId);

  /** Stops the builder, and returns when it is. Fails with {@code instance-lost}. */
  @ActivityMethod(name = "StopBuilder")
  void stop(Host builder);

  /** Begins the image; one of this name is adopted. Returns its AMI. */
  @ActivityMethod(name = "CaptureImage")
  String capture(ImagePlan plan, Host builder, String operationId);

  /**
   * Deregisters what this operation captured, with its snapshots; what another one did is left
   * alone.
   */
  @ActivityMethod(name = "DropImage")
  void drop(ImagePlan plan, Host builder, String operationId);

  /** Waits until the image is available. Fails with {@code image-failed}. */
  @ActivityMethod(name = "AwaitImage")
  void awaitAvailable(ImagePlan plan, String amiId);

  /**
   * Starts a core on a host that boots from the image, and checks it. Fails with {@code
   * script-failed} when something had to be installed first. Returns the id of the container image.
   */
  @ActivityMethod(name = "ProveImage")
  String prove(ImagePlan plan, Host prover, String operationId);

  /** Has a builder or prover taken away, and returns when nothing of it is left. */
  @ActivityMethod(name = "DismissBakeHost")
  void dismiss(ImagePlan plan, String hostId, String operationId);

  /** The image is current in its region, and the operation is closed. */
  @ActivityMethod(name = "SettleImage")
  void settle(ImagePlan plan, String operationId, String amiId, String content, Receipt receipt);

  /** The image will not be there. */
  @ActivityMethod(name = "GiveUpImage")
  void giveUp(String imageId, String operationId);

  /**
   * Takes charge of an image that is to go. Fails with {@code in-use} when it is current, or hosts
   * run it. Returns what is to go with it.
   */
  @ActivityMethod(name = "ClaimImageRetirement")
  ImageRetirement claimRetirement(RetireImageRequest request, String operationId);

  /** Deregisters the image, with its snapshots. */
  @ActivityMethod(name = "DeregisterImage")
  void deregister(ImagePlan plan);

  /** The image is retired, and the operation is closed. */
  @ActivityMethod(name = "SettleImageRetirement")
  void settleRetirement(RetireImageRequest request, String operationId, Receipt receipt);
}
