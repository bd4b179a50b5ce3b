package dev.berth.activities.host;

import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.model.ContainerImage;
import dev.berth.model.FailureType;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.core.PlacementRows.Taken;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.InstanceFacts;
import dev.berth.registry.operation.Operation;
import dev.berth.registry.replacement.ReplacementStore;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.replacement.ReplaceRequest;
import dev.berth.workflows.replacement.Replacements;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Moves hosts to other instances. */
public final class ReplacementsActivities implements Replacements {
  private final Context context;
  private final Registry registry;
  private final ReplacementStore replacements;
  private final InstanceWatch instances;

  /** In this context. */
  public ReplacementsActivities(Context context, InstanceWatch instances) {
    this.context = context;
    registry = context.registry();
    replacements = registry.replacements();
    this.instances = instances;
  }

  @Override
  public Claim claim(ReplaceRequest request, String operationId) {
    return replacements
        .claim(OperationRecords.of(request, operationId), request.instanceId(), request.why())
        .<Claim>map(
            host -> new Claim.Launch(host.instanceNumber() + 1, context.settings().coreImage(null)))
        .orElseGet(() -> new Claim.Settled(null));
  }

  @Override
  public void giveUp(String hostId, String operationId) {
    replacements.giveUp(hostId, operationId);
  }

  @Override
  public List<String> end(Host successor, String operationId) {
    context.refuseFrozen(successor.region());
    Optional<HostRecord> host = registry.hosts().find(successor.hostId());
    if (host.filter(h -> operationId.equals(h.replacedBy())).isEmpty()) {
      throw notInCharge(successor.hostId());
    }
    List<Instance> old =
        instances.unended(successor.region(), successor.hostId()).stream()
            .filter(instance -> !instance.instanceId().equals(successor.instanceId()))
            .toList();
    return Ec2Instances.end(context.aws(), successor.region(), old);
  }

  @Override
  public List<Deployment> move(InstanceRequest request, Host successor, String operationId) {
    InstanceFacts instance = HostRecords.instance(request, successor);
    return replacements
        .move(successor.hostId(), operationId, instance)
        .orElseThrow(() -> notInCharge(successor.hostId()))
        .stream()
        .map(this::deployment)
        .toList();
  }

  /** The deployment that put a core into its slot, as its run knew it. */
  private Deployment deployment(Taken slot) {
    Operation deploy = registry.operations().find(slot.operationId()).orElseThrow();
    String version = ContainerImage.of(slot.placement().containerImage()).tag();
    DeployRequest request = OperationRecords.deployRequest(deploy, version);
    return new Deployment(request, deploy.id(), slot.placement());
  }

  @Override
  public void readdress(Deployment core, String address, String operationId) {
    replacements.readdress(
        core.placement().coreId(), core.placement().generation(), address, operationId);
  }

  @Override
  public void settle(String hostId, String operationId, Receipt receipt) {
    replacements.settle(hostId, operationId, Receipts.json(receipt));
  }

  private static ApplicationFailure notInCharge(String hostId) {
    return Fail.terminal(FailureType.UNWANTED, "another operation is in charge of host %s", hostId);
  }
}
