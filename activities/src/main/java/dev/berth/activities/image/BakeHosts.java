package dev.berth.activities.image;

import dev.berth.activities.aws.Every;
import dev.berth.activities.aws.Hashes;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.host.HostWatch;
import dev.berth.activities.host.InstanceWatch;
import dev.berth.activities.operation.Context;
import dev.berth.model.FailureType;
import dev.berth.model.Requester;
import dev.berth.registry.Registry;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.image.ImagePlan;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;

/** Builders and provers: hosts like any other, until a bake does not need them any more. */
public final class BakeHosts {
  /** Starting a run that exists costs one call. */
  private static final Duration RETIRE_AGAIN = Duration.ofSeconds(3);

  private final Context context;
  private final Registry registry;
  private final InstanceWatch instances;
  private final HostWatch watch;
  private final Hosts hosts;

  /** In this context. */
  public BakeHosts(Context context, InstanceWatch instances, HostWatch watch, Hosts hosts) {
    this.context = context;
    registry = context.registry();
    this.instances = instances;
    this.watch = watch;
    this.hosts = hosts;
  }

  /** Makes the row of one, and sees to it that it is launched. */
  void need(ImagePlan plan, String hostId, String boots, String operationId) {
    registry.hosts().addForImage(hostId, plan.region(), plan.imageId(), boots, operationId);
    hosts.ensure(hostId);
  }

  /** Of the form that all hosts have, the same at every repeat. */
  static String id(String operationId, String role) {
    return "h" + Hashes.sha256(operationId + "/" + role).substring(0, 11);
  }

  /** Waits until one is ready; fails with the reason of its own operation. */
  Host await(String hostId) {
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
              return registry.operations().find(operationId.get()).filter(o -> !o.running());
            });
    FailureType type =
        FailureType.INVALID.word().equals(ended.reason())
            ? FailureType.INVALID
            : FailureType.HOST_FAILED;
    return Optional.of(
        Fail.terminal(
            type, "host %s was given up: %s: %s", hostId, ended.reason(), ended.message()));
  }

  /** Stops one, and returns when it is stopped. */
  void stop(Host builder) {
    refuseLost(builder);
    instances.stop(builder.region(), builder.instanceId());
  }

  /** Asked first: what is sent to a host that is gone only times out. */
  void refuseLost(Host host) {
    if (instances.find(host.region(), host.hostId(), host.instanceId()).isEmpty()) {
      throw Fail.terminal(
          FailureType.INSTANCE_LOST,
          "instance %s of host %s is gone",
          host.instanceId(),
          host.hostId());
    }
  }

  /** Has one taken away, and returns when nothing of it is left. */
  void dismiss(ImagePlan plan, String hostId, String operationId) {
    context.refuseFrozen(plan.region());
    String why = "image " + plan.imageId() + " needs it no more";
    registry.pools().giveUp(hostId, new Actor(Requester.BERTH, operationId), why);
    RetireRequest retire =
        new RetireRequest(hostId, plan.region(), null, why, Requester.BERTH, false);
    Every retiring = new Every(Duration.ZERO, RETIRE_AGAIN);
    Waiting.until(
        "the end of host " + hostId,
        () -> {
          Optional<HostRecord> host = registry.hosts().find(hostId);
          boolean settled = host.filter(HostRecord::unsettled).isEmpty();
          if (settled && instances.ofHost(plan.region(), hostId).isEmpty()) {
            return Optional.of(true);
          }
          context.refuseFrozen(plan.region());
          retiring.run(() -> context.launcher().launch(retire));
          watch.next(hostId);
          return Optional.empty();
        });
  }
}
