package dev.berth.activities.image;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.Script;
import dev.berth.activities.aws.Scripts;
import dev.berth.activities.core.CoreProbe;
import dev.berth.activities.operation.Brake;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.image.ImageRecord;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.image.BakeClaim;
import dev.berth.workflows.image.BakeRequest;
import dev.berth.workflows.image.Bakes;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.image.ImageRetirement;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.operation.Failures;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** Bakes images and takes them away. */
public final class BakesActivities implements Bakes {
  private final Registry registry;
  private final Amis amis;
  private final Planner planner;
  private final Scripts scripts;
  private final BakeHosts hosts;
  private final Brake brake;
  private final CoreProbe probe;

  /** Over these clients and this registry. */
  public BakesActivities(
      AwsClients aws,
      Registry registry,
      Settings settings,
      Scripts scripts,
      BakeHosts hosts,
      Brake brake) {
    this.registry = registry;
    this.amis = new Amis(aws, settings);
    this.planner = new Planner(aws, settings);
    this.scripts = scripts;
    this.hosts = hosts;
    this.brake = brake;
    this.probe = new CoreProbe(settings.coresProxy());
  }

  @Override
  public BakeClaim claim(BakeRequest request, String operationId) {
    ImageRecord image =
        registry
            .images()
            .claim(
                Planner.planned(request.plannedImage()), OperationRecords.of(request, operationId));
    return image.available()
        ? new BakeClaim.Available(image.amiId())
        : new BakeClaim.ToBake(
            BakeHosts.id(operationId, "builder"), BakeHosts.id(operationId, "prover"));
  }

  @Override
  public String find(ImagePlan plan) {
    Optional<Image> image = amis.of(plan);
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
    return scripts.run(builder, clean, operationId, 0);
  }

  @Override
  public void stop(Host builder) {
    brake.refuseFrozen(builder.region());
    hosts.stop(builder);
  }

  @Override
  public String capture(ImagePlan plan, Host builder, String operationId) {
    brake.refuseFrozen(plan.region());
    hosts.refuseLost(builder);
    return amis.capture(plan, builder.instanceId(), operationId);
  }

  @Override
  public void drop(ImagePlan plan, Host builder, String operationId) {
    brake.refuseFrozen(plan.region());
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
            "IMAGE",
            plan.containerImage(),
            "KEY",
            operationId,
            "PORT",
            Integer.toString(Settings.FIRST_PORT));
    String content = scripts.run(prover, new Script("prove-image", parameters), operationId, 0);
    Script look = new Script("look-core", Map.of("CORE", "proof", "GENERATION", "0"));
    probe.await(
        prover.address() + ":" + Settings.FIRST_PORT,
        operationId,
        () -> {
          hosts.refuseLost(prover);
          scripts.run(prover, look, operationId, 0);
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
    if (!registry
        .images()
        .settle(plan.imageId(), operationId, amiId, content, Receipts.json(receipt))) {
      throw Failures.terminal(
          FailureType.SUPERSEDED, "another operation works on image " + plan.imageId(), null);
    }
  }

  @Override
  public void giveUp(String imageId, String operationId) {
    registry.images().giveUp(imageId, operationId);
  }

  @Override
  public ImageRetirement claimRetirement(RetireImageRequest request, String operationId) {
    ImagePlan plan = planner.of(registry.images().find(request.imageId()).orElseThrow());
    registry
        .images()
        .claimRetirement(plan.imageId(), OperationRecords.of(request, operationId))
        .ifPresent(
            why -> {
              throw Failures.terminal(
                  FailureType.IN_USE,
                  "image %s stays: %s; nothing was taken away".formatted(plan.imageId(), why),
                  null);
            });
    return new ImageRetirement(plan, registry.images().hostsOf(plan.imageId()));
  }

  @Override
  public void deregister(ImagePlan plan) {
    brake.refuseFrozen(plan.region());
    amis.deregister(plan);
  }

  @Override
  public void settleRetirement(RetireImageRequest request, String operationId, Receipt receipt) {
    registry
        .images()
        .settleRetirement(request.imageId(), operationId, request.why(), Receipts.json(receipt));
  }
}
