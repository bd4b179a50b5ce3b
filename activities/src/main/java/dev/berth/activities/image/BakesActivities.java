package dev.berth.activities.image;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.Script;
import dev.berth.activities.aws.Scripts;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.core.CoreProbe;
import dev.berth.activities.host.HostWatch;
import dev.berth.activities.host.InstanceWatch;
import dev.berth.activities.host.InstancesActivities;
import dev.berth.activities.host.RequestFreezer;
import dev.berth.activities.operation.Brake;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.ImageSettings;
import dev.berth.activities.sweep.Starts;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.image.ImageRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.image.Bake;
import dev.berth.workflows.image.BakeRequest;
import dev.berth.workflows.image.Bakes;
import dev.berth.workflows.image.ImagePlan;
import dev.berth.workflows.image.ImageRetirement;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.Receipt;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Bakes images and takes them away. */
public final class BakesActivities implements Bakes {
  /** Starting a run that exists costs one call. */
  private static final Duration RETIRE_AGAIN = Duration.ofSeconds(3);

  private final AwsClients aws;
  private final Registry registry;
  private final Amis amis;
  private final Planner planner;
  private final Scripts scripts;
  private final InstanceWatch instances;
  private final HostWatch watch;
  private final Hosts hosts;
  private final Starts starts;
  private final Brake brake;
  private final CoreProbe probe = new CoreProbe();

  /** Over these clients and this registry. */
  public BakesActivities(
      AwsClients aws,
      Registry registry,
      Settings settings,
      Scripts scripts,
      InstanceWatch instances,
      HostWatch watch,
      Hosts hosts,
      Starts starts,
      Brake brake) {
    this.aws = aws;
    this.registry = registry;
    this.amis = new Amis(aws, settings);
    this.planner = new Planner(aws, settings);
    this.scripts = scripts;
    this.instances = instances;
    this.watch = watch;
    this.hosts = hosts;
    this.starts = starts;
    this.brake = brake;
  }

  @Override
  public Bake claim(BakeRequest request, String operationId) {
    ImagePlan plan = request.plan();
    ImageRecord image =
        registry
            .images()
            .claim(
                Planner.planned(plan),
                operation(
                    plan, operationId, "bake-image", request.requester(), request.requestId()));
    return new Bake(
        image.available() ? image.amiId() : null,
        hostId(operationId, "builder"),
        hostId(operationId, "prover"));
  }

  /** Of the form that all hosts have, the same at every repeat. */
  private static String hostId(String operationId, String role) {
    return "h" + RequestFreezer.sha256(operationId + "/" + role).substring(0, 11);
  }

  private static Operation operation(
      ImagePlan plan, String id, String kind, String requester, String requestId) {
    return Operation.running(
        id,
        ImagePlan.workflowId(plan.imageId()),
        kind,
        plan.region(),
        ImageSettings.PLAN,
        requester,
        requestId);
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
  public void need(ImagePlan plan, String hostId, String boots, String operationId) {
    registry.images().addHost(plan.imageId(), hostId, boots, operationId);
    hosts.ensure(hostId);
  }

  @Override
  public Host awaitHost(String hostId) {
    try {
      return hosts.await(hostId);
    } catch (ApplicationFailure e) {
      if (!e.getType().equals(FailureType.HOST_FAILED.word())) {
        throw e;
      }
      throw why(hostId).orElse(e);
    }
  }

  /** A host fails before its operation has taken everything back; then the reason is known. */
  private Optional<ApplicationFailure> why(String hostId) {
    Optional<String> operationId = registry.hosts().find(hostId).map(HostRecord::operationId);
    if (operationId.isEmpty()) {
      return Optional.empty();
    }
    Operation ended =
        Waiting.until(
            "the end of host " + hostId,
            () -> {
              watch.next(hostId);
              return registry
                  .operations()
                  .find(operationId.get())
                  .filter(o -> !o.state().equals("running"));
            });
    FailureType type =
        FailureType.INVALID.word().equals(ended.reason())
            ? FailureType.INVALID
            : FailureType.HOST_FAILED;
    return Optional.of(
        type.terminal(
            "host %s was given up: %s: %s".formatted(hostId, ended.reason(), ended.message()),
            null));
  }

  @Override
  public String clean(ImagePlan plan, Host builder, String operationId) {
    refuseLost(builder);
    Script clean = new Script("clean-image", Map.of("IMAGE", plan.coreImage()));
    return scripts.run(builder, clean, operationId, 0);
  }

  @Override
  public void stop(Host builder) {
    brake.refuseFrozen(builder.region());
    refuseLost(builder);
    aws.ec2(builder.region()).stopInstances(r -> r.instanceIds(builder.instanceId()));
    Waiting.until(
        "the stop of instance " + builder.instanceId(),
        () -> {
          Optional<Instance> instance = instances.next(builder.region(), builder.instanceId());
          instance.filter(i -> !InstancesActivities.alive(i)).ifPresent(BakesActivities::lost);
          return instance.filter(i -> i.state().name() == InstanceStateName.STOPPED);
        });
  }

  /** Asked first: what is sent to a host that is gone only times out. */
  private void refuseLost(Host host) {
    List<Instance> there = instances.ofHost(host.region(), host.hostId());
    if (there.stream().noneMatch(i -> i.instanceId().equals(host.instanceId()))) {
      throw FailureType.INSTANCE_LOST.terminal(
          "instance %s of host %s is gone".formatted(host.instanceId(), host.hostId()), null);
    }
  }

  private static void lost(Instance instance) {
    throw InstancesActivities.lost(instance);
  }

  @Override
  public String capture(ImagePlan plan, Host builder, String operationId) {
    brake.refuseFrozen(plan.region());
    refuseLost(builder);
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
    refuseLost(prover);
    Map<String, String> parameters =
        Map.of(
            "IMAGE",
            plan.coreImage(),
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
          refuseLost(prover);
          scripts.run(prover, look, operationId, 0);
        });
    return content;
  }

  @Override
  public void dismiss(ImagePlan plan, String hostId, String operationId) {
    brake.refuseFrozen(plan.region());
    String why = "image " + plan.imageId() + " needs it no more";
    registry.pools().giveUp(hostId, new Actor("berth", null, operationId), why);
    RetireRequest retire =
        new RetireRequest(hostId, plan.region(), ImageSettings.PLAN, why, "berth", null);
    Instant[] retireAt = {Instant.now()};
    Waiting.until(
        "the end of host " + hostId,
        () -> {
          Optional<HostRecord> host = registry.hosts().find(hostId);
          boolean settled = host.filter(HostRecord::unsettled).isEmpty();
          if (settled && instances.ofHost(plan.region(), hostId).isEmpty()) {
            return Optional.of(true);
          }
          brake.refuseFrozen(plan.region());
          if (!Instant.now().isBefore(retireAt[0])) {
            starts.retire(retire);
            retireAt[0] = Instant.now().plus(RETIRE_AGAIN);
          }
          watch.next(hostId);
          return Optional.empty();
        });
  }

  @Override
  public void settle(
      ImagePlan plan, String operationId, String amiId, String content, Receipt receipt) {
    if (!registry
        .images()
        .settle(plan.imageId(), operationId, amiId, content, Receipts.json(receipt))) {
      throw FailureType.SUPERSEDED.terminal(
          "another operation works on image " + plan.imageId(), null);
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
        .claimRetirement(
            plan.imageId(),
            operation(plan, operationId, "retire-image", request.requester(), request.requestId()))
        .ifPresent(
            why -> {
              throw FailureType.IN_USE.terminal(
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
