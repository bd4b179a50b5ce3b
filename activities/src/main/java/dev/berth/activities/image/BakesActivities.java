package dev.berth.activities.image;

import dev.berth.activities.aws.Script;
import dev.berth.activities.core.CoreProbe;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.model.Receipt;
import dev.berth.registry.image.ImageRecord;
import dev.berth.registry.image.ImageStore;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.image.BakeClaim;
import dev.berth.workflows.image.BakeRequest;
import dev.berth.workflows.image.Bakes;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.image.ImageRetirement;
import dev.berth.workflows.image.RetireImageRequest;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** Bakes images and takes them away. */
public final class BakesActivities implements Bakes {
  private final Context context;
  private final ImageStore images;
  private final Amis amis;
  private final Planner planner;
  private final BakeHosts hosts;
  private final CoreProbe probe;

  /** In this context. */
  public BakesActivities(Context context, BakeHosts hosts) {
    this.context = context;
    images = context.registry().images();
    amis = new Amis(context);
    planner = new Planner(context);
    this.hosts = hosts;
    probe = new CoreProbe(context.settings().coresProxy());
  }

  @Override
  public BakeClaim claim(BakeRequest request, String operationId) {
    ImageRecord image =
        images.claim(
            Planner.planned(request.plannedImage()), OperationRecords.of(request, operationId));
    return image.available()
        ? new BakeClaim.Available(image.amiId())
        : new BakeClaim.ToBake(
            BakeHosts.id(operationId, "builder"), BakeHosts.id(operationId, "prover"));
  }

  @Override
  public String find(ImagePlan plan) {
    Optional<Image> image = amis.proven(plan);
    if (image.isEmpty()) {
      return null;
    }
    ImageState state = image.get().state();
    if (state == ImageState.AVAILABLE || state == ImageState.PENDING) {
      return image.get().imageId();
    }
    deregister(plan);
    return null;
  }

  @Override
  public void need(ImagePlan plan, String hostId, String amiId, String operationId) {
    hosts.need(plan, hostId, amiId, operationId);
  }

  @Override
  public Host awaitHost(String hostId) {
    return hosts.await(hostId);
  }

  @Override
  public String clean(ImagePlan plan, Host builder, String operationId) {
    hosts.refuseLost(builder);
    Script clean =
        new Script("clean-image", Map.of("IMAGE", plan.containerImage(), "DIGEST", plan.digest()));
    return context.scripts().run(builder, clean, operationId, 0);
  }

  @Override
  public void stop(Host builder) {
    context.refuseFrozen(builder.region());
    hosts.stop(builder);
  }

  @Override
  public String capture(ImagePlan plan, Host builder, String operationId) {
    context.refuseFrozen(plan.region());
    hosts.refuseLost(builder);
    return amis.capture(plan, builder.instanceId(), operationId);
  }

  @Override
  public void drop(ImagePlan plan, Host builder, String operationId) {
    context.refuseFrozen(plan.region());
    amis.drop(plan, builder.instanceId(), operationId);
  }

  @Override
  public void awaitAvailable(ImagePlan plan, String amiId) {
    amis.awaitAvailable(plan, amiId);
  }

  @Override
  public String prove(ImagePlan plan, Host prover, String operationId) {
    hosts.refuseLost(prover);
    Map<String, String> parameters =
        Map.of(
            "IMAGE", plan.containerImage(),
            "KEY", operationId,
            "PORT", Integer.toString(Settings.FIRST_PORT));
    String content =
        context.scripts().run(prover, new Script("prove-image", parameters), operationId, 0);
    Script look = new Script("look-core", Map.of("CORE", "proof", "GENERATION", "0"));
    probe.await(
        prover.address() + ":" + Settings.FIRST_PORT,
        operationId,
        () -> {
          hosts.refuseLost(prover);
          context.scripts().run(prover, look, operationId, 0);
        });
    return content;
  }

  @Override
  public void dismiss(ImagePlan plan, String hostId, String operationId) {
    hosts.dismiss(plan, hostId, operationId);
  }

  @Override
  public void settle(
      ImagePlan plan, String operationId, String amiId, String content, Receipt receipt) {
    if (!images.settle(plan.imageId(), operationId, amiId, content, Receipts.json(receipt))) {
      throw Fail.terminal(
          FailureType.SUPERSEDED, "another operation works on image %s", plan.imageId());
    }
  }

  @Override
  public void giveUp(String imageId, String operationId) {
    images.giveUp(imageId, operationId);
  }

  @Override
  public ImageRetirement claimRetirement(RetireImageRequest request, String operationId) {
    ImagePlan plan = planner.of(images.find(request.imageId()).orElseThrow());
    Optional<String> needed =
        images.claimRetirement(plan.imageId(), OperationRecords.of(request, operationId));
    if (needed.isPresent()) {
      throw Fail.terminal(
          FailureType.IN_USE,
          "image %s stays: %s; nothing was taken away",
          plan.imageId(),
          needed.get());
    }
    return new ImageRetirement(plan, images.hostsOf(plan.imageId()));
  }

  @Override
  public void deregister(ImagePlan plan) {
    context.refuseFrozen(plan.region());
    amis.deregister(plan);
  }

  @Override
  public void settleRetirement(RetireImageRequest request, String operationId, Receipt receipt) {
    images.settleRetirement(request.imageId(), operationId, request.why(), Receipts.json(receipt));
  }
}
