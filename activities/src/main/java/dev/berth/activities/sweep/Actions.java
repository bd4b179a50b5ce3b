package dev.berth.activities.sweep;

import com.google.common.base.Splitter;
import dev.berth.activities.core.CoreDatabases;
import dev.berth.activities.host.Ec2Instances;
import dev.berth.activities.host.InstanceWatch;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.sweep.Survey.SecretName;
import dev.berth.model.ContainerImage;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.OperationState;
import dev.berth.model.Placement;
import dev.berth.model.Receipt;
import dev.berth.model.SlotState;
import dev.berth.registry.Registry;
import dev.berth.registry.core.LossStore.LostCore;
import dev.berth.registry.core.NeverReadyCore;
import dev.berth.registry.event.EventLog.Actor;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.core.UnwindRequest;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.image.RetireImageRequest;
import dev.berth.workflows.operation.Order;
import dev.berth.workflows.replacement.ReplaceRequest;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.SweepRequest;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Has something done about a finding, after another look at it. Nothing is terminated here: the
 * host's own operation does that, and looks again itself.
 */
final class Actions {
  private final Context context;
  private final Registry registry;
  private final CoreDatabases databases;
  private final Surveyor surveyor;
  private final Hosts hosts;
  private final InstanceWatch instances;

  Actions(Context context, Surveyor surveyor, Hosts hosts, InstanceWatch instances) {
    this.context = context;
    registry = context.registry();
    databases = new CoreDatabases(context);
    this.surveyor = surveyor;
    this.hosts = hosts;
    this.instances = instances;
  }

  /** What was done, in words. */
  String act(SweepRequest request, Finding finding, String operationId) {
    return switch (finding.kind()) {
      case ORPHAN -> retire(request, finding, false);
      case UNATTENDED -> attend(request, finding);
      case LOST -> lose(request, finding, operationId);
      case IMPAIRED -> relieve(request, finding);
      case EMPTY -> empty(request, finding);
      case TERMINATED -> unwind(finding);
      case INTERRUPTED -> close(finding);
      case IMAGE -> retireImage(request, finding);
      case MISSING -> startAgain(finding);
      case SECRET -> forget(request, finding);
      case DATABASE, ROLE -> drop(request, finding);
      case STRANGE -> finding.outcome();
    };
  }

  private String retire(SweepRequest request, Finding finding, boolean settledToo) {
    return launched(
        new RetireRequest(
            finding.hostId(),
            request.region(),
            finding.plan(),
            finding.what(),
            request.requester(),
            settledToo),
        "retires it");
  }

  private String launched(Order order, String what) {
    return OperationRecords.outcome(context.launcher().launch(order), what);
  }

  private String replace(SweepRequest request, Finding finding, String instanceId) {
    return launched(
        new ReplaceRequest(
            new HostRequest(finding.hostId(), request.region(), finding.plan()),
            instanceId,
            finding.what(),
            request.requester()),
        "replaces it");
  }

  private String attend(SweepRequest request, Finding finding) {
    Optional<HostRecord> host = registry.hosts().find(finding.hostId());
    if (!Comparison.wanted(host.orElse(null))) {
      host.filter(h -> h.bakes() != null)
          .ifPresent(
              h ->
                  registry
                      .pools()
                      .giveUp(h.id(), new Actor(request.requester(), null), finding.what()));
      return retire(request, finding, false);
    }
    if (host.orElseThrow().replacedBy() != null) {
      return replace(request, finding, ReplaceRequest.NONE);
    }
    hosts.ensure(finding.hostId());
    return "launches host " + finding.hostId();
  }

  private String lose(SweepRequest request, Finding finding, String operationId) {
    if (!Ec2Instances.isGone(context.aws(), request.region(), finding.instanceId())) {
      return "left: its instance is there";
    }
    if (holdsCores(finding.hostId())) {
      return replace(request, finding, finding.instanceId());
    }
    Actor actor = new Actor(request.requester(), operationId);
    return registry
        .losses()
        .lose(finding.hostId(), finding.instanceId(), actor)
        .map(cores -> "marked lost, with " + names(cores))
        .orElse("left: the host is not ready on this instance any more");
  }

  private String relieve(SweepRequest request, Finding finding) {
    if (!isStopped(request, finding)
        && !instances.unfit(request.region()).containsKey(finding.instanceId())) {
      return "left: its instance is well again";
    }
    return !registry.placements().occupied(List.of(finding.hostId())).isEmpty()
        ? replace(request, finding, finding.instanceId())
        : retire(request, finding, true);
  }

  private boolean isStopped(SweepRequest request, Finding finding) {
    return instances
        .find(request.region(), finding.hostId(), finding.instanceId())
        .filter(instance -> instance.state().name() == InstanceStateName.STOPPED)
        .isPresent();
  }

  private String empty(SweepRequest request, Finding finding) {
    boolean empty =
        registry
            .hosts()
            .find(finding.hostId())
            .filter(host -> host.state() == HostState.READY && host.pooled() == null)
            .filter(host -> host.used() == 0)
            .isPresent();
    return empty ? retire(request, finding, true) : "left: it is in use";
  }

  private boolean holdsCores(String hostId) {
    return registry.placements().occupied(List.of(hostId)).stream()
        .anyMatch(slot -> slot.state() == SlotState.HELD);
  }

  private static String names(List<LostCore> cores) {
    return cores.isEmpty()
        ? "no core"
        : cores.stream()
            .map(core -> core.customer() + "/" + core.environment())
            .sorted()
            .collect(Collectors.joining(", ", "", ""));
  }

  private String unwind(Finding finding) {
    return surveyor
        .abandoned(finding.operationId())
        .map(
            operation ->
                launched(
                    new UnwindRequest(
                        OperationRecords.deployRequest(operation, null), operation.id()),
                    "unwinds it"))
        .orElse("left: it has ended, or goes on");
  }

  private String close(Finding finding) {
    return surveyor
        .abandoned(finding.operationId())
        .map(
            operation -> {
              registry
                  .operations()
                  .close(
                      operation.id(),
                      OperationState.UNWOUND,
                      FailureType.TERMINATED,
                      "its run was ended from outside",
                      Receipts.json(Receipt.EMPTY));
              return "closes it";
            })
        .orElse("left: it has ended, or goes on");
  }

  /**
   * Its hosts and whatever was captured go with it; the next upkeep bakes it again if it is due.
   */
  private String retireImage(SweepRequest request, Finding finding) {
    return surveyor
        .abandoned(finding.operationId())
        .flatMap(o -> registry.images().find(o.workflowId().substring("image/".length())))
        .map(
            image ->
                launched(
                    new RetireImageRequest(
                        image.id(), request.region(), finding.what(), request.requester()),
                    "retires the image"))
        .orElse("left: it has ended, or goes on");
  }

  /** What cannot be rebuilt is taken back: the version is known from the placement alone. */
  private String startAgain(Finding finding) {
    Optional<Placement> placement = registry.placements().find(finding.operationId());
    if (placement.isEmpty()) {
      return unwind(finding);
    }
    String version = ContainerImage.of(placement.get().containerImage()).tag();
    return surveyor
        .abandoned(finding.operationId())
        .map(
            operation ->
                launched(OperationRecords.deployRequest(operation, version), "deploys it again"))
        .orElse("left: it has ended, or goes on");
  }

  private String forget(SweepRequest request, Finding finding) {
    context.refuseFrozen(request.region());
    String name = finding.key().substring("secret ".length());
    boolean unneeded =
        SecretName.of(name)
            .filter(
                secret ->
                    Optional.ofNullable(registry.cores().neededSecrets().get(secret.coreId()))
                        .filter(need -> need.exclude(secret.generation()))
                        .isPresent())
            .isPresent();
    if (!unneeded) {
      return "left: it is needed";
    }
    context.secrets().delete(request.region(), name);
    return "deleted";
  }

  /** A server that is away does not end the pass. */
  private String drop(SweepRequest request, Finding finding) {
    context.refuseFrozen(request.region());
    List<String> key = Splitter.on(' ').splitToList(finding.key());
    try {
      return databases.alone(key.get(1), key.get(2), admin -> drop(admin, key.get(2)));
    } catch (ApplicationFailure away) {
      return "left: " + away.getOriginalMessage();
    }
  }

  private String drop(Connection admin, String coreId) throws SQLException {
    Map<String, NeverReadyCore> neverReady = registry.cores().neverReady(List.of(coreId));
    if (CoreDatabases.find(admin, coreId)
        .filter(role -> Comparison.isUnneeded(role, neverReady))
        .isEmpty()) {
      return "left: it is needed, or gone";
    }
    CoreDatabases.drop(admin, coreId);
    return "dropped";
  }
}
