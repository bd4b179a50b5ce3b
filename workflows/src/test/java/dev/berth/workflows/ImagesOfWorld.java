package dev.berth.workflows;

import dev.berth.model.Receipt;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.image.BakeClaim;
import dev.berth.workflows.image.BakeRequest;
import dev.berth.workflows.image.Bakes;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.image.ImageRetirement;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.image.ImageTask.What;
import dev.berth.workflows.image.Images;
import dev.berth.workflows.image.KeepImagesRequest;
import dev.berth.workflows.image.RetireImageRequest;
import java.util.List;
import java.util.stream.Stream;

/** Images as their workflows see them. */
final class ImagesOfWorld implements Bakes, Images {
  static final ImagePlan PLAN =
      new ImagePlan(
          "m1",
          "us-east-1",
          "berth-test-m1",
          "ami-base",
          "core:1",
          "sha256:0",
          "docker",
          "scripts",
          1);

  private final World world;
  private volatile String there;
  private volatile String found;
  private volatile List<ImageTask> due = List.of();

  ImagesOfWorld(World world) {
    this.world = world;
  }

  /** The image is in the registry. */
  void isThere() {
    there = "ami-1";
  }

  /** An earlier run has captured it. */
  void isFound() {
    found = "ami-1";
  }

  /** The region needs these. */
  void needs(What... whats) {
    due = Stream.of(whats).map(what -> new ImageTask(what, PLAN, "because", null, null)).toList();
  }

  @Override
  public BakeClaim claim(BakeRequest request, String operationId) {
    world.note("claim");
    return there == null ? new BakeClaim.ToBake("hb", "hp") : new BakeClaim.Available(there);
  }

  @Override
  public String find(ImagePlan plan) {
    world.note("find");
    return found;
  }

  @Override
  public void need(ImagePlan plan, String hostId, String amiId, String operationId) {
    world.note("need " + hostId);
  }

  @Override
  public Host awaitHost(String hostId) {
    world.note("host " + hostId);
    return new Host(hostId, PLAN.region(), "i-" + hostId, "127.0.0.9");
  }

  @Override
  public String clean(ImagePlan plan, Host builder, String operationId) {
    world.note("clean");
    return "cleaned";
  }

  @Override
  public void stop(Host builder) {
    world.note("stop");
  }

  @Override
  public String capture(ImagePlan plan, Host builder, String operationId) {
    world.note("capture");
    return "ami-1";
  }

  @Override
  public void drop(ImagePlan plan, Host builder, String operationId) {
    world.note("drop");
  }

  @Override
  public void awaitAvailable(ImagePlan plan, String amiId) {
    world.note("available");
  }

  @Override
  public String prove(ImagePlan plan, Host prover, String operationId) {
    world.note("prove");
    return "sha256:1";
  }

  @Override
  public void dismiss(ImagePlan plan, String hostId, String operationId) {
    world.note("dismiss " + hostId);
  }

  @Override
  public void settle(
      ImagePlan plan, String operationId, String amiId, String content, Receipt receipt) {
    world.note("settle " + amiId);
    world.receipts.add(receipt);
  }

  @Override
  public void giveUp(String imageId, String operationId) {
    world.note("give-up");
  }

  @Override
  public ImageRetirement claimRetirement(RetireImageRequest request, String operationId) {
    world.note("claim");
    return new ImageRetirement(PLAN, List.of("hb"));
  }

  @Override
  public void deregister(ImagePlan plan) {
    world.note("deregister");
  }

  @Override
  public void settleRetirement(RetireImageRequest request, String operationId, Receipt receipt) {
    world.note("settle");
    world.receipts.add(receipt);
  }

  @Override
  public List<ImageTask> plan(KeepImagesRequest request) {
    world.note("plan");
    return due;
  }

  @Override
  public ImageTask start(KeepImagesRequest request, ImageTask task) {
    world.note("start " + task.what());
    return task.done("op-1", "does it");
  }
}
