package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.operation.Brake;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.settings.Settings;
import dev.berth.model.ContainerImage;
import dev.berth.model.CoreKey;
import dev.berth.model.FailureType;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.core.PlacementRows.Taken;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.InstanceFacts;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.DeployRequest;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.operation.Failures;
import dev.berth.workflows.replacement.ReplaceRequest;
import dev.berth.workflows.replacement.Replacements;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Moves hosts to other instances. */
public final class ReplacementsActivities implements Replacements {
  private final AwsClients aws;
  private final Registry registry;
  private final Settings settings;
  private final InstanceWatch instances;
  private final Brake brake;

  /** Over these clients and this registry. */
  public ReplacementsActivities(
      AwsClients aws, Registry registry, Settings settings, InstanceWatch instances, Brake brake) {
    this.aws = aws;
    this.registry = registry;
    this.settings = settings;
    this.instances = instances;
    this.brake = brake;
  }

  @Override
  public Claim claim(ReplaceRequest request, String operationId) {
    return registry
        .replacements()
        .claim(OperationRecords.of(request, operationId), request.instanceId(), request.why())
        .<Claim>map(host -> new Claim.Launch(host.instanceNumber() + 1, settings.coreImage(null)))
        .orElseGet(() -> new Claim.Settled(null));
  }

  @Override
  public void giveUp(String hostId, String operationId) {
    registry.replacements().giveUp(hostId, operationId);
  }

  @Override
  public List<String> end(Host successor, String operationId) {
    brake.refuseFrozen(successor.region());
    Optional<HostRecord> host = registry.hosts().find(successor.hostId());
    if (host.filter(h -> operationId.equals(h.replacedBy())).isEmpty()) {
      throw notInCharge(successor.hostId());
    }
    List<Instance> old =
        instances.unended(successor.region(), successor.hostId()).stream()
            .filter(instance -> !instance.instanceId().equals(successor.instanceId()))
            .toList();
    return InstancesActivities.end(aws, successor.region(), old);
  }

  @Override
  public List<Deployment> move(InstanceRequest request, Host successor, String operationId) {
    InstanceFacts instance =
        new InstanceFacts(
            successor.instanceId(),
            request.instanceType(),
            request.zone(),
            request.amiId(),
            successor.address());
    return registry
        .replacements()
        .move(successor.hostId(), operationId, instance)
        .orElseThrow(() -> notInCharge(successor.hostId()))
        .stream()
        .map(this::deployment)
        .toList();
  }

  /** The deployment that put a core into its slot, as its run knew it. */
  private Deployment deployment(Taken slot) {
    Operation deploy = registry.operations().find(slot.operationId()).orElseThrow();
    DeployRequest request =
        new DeployRequest(
            new CoreKey(deploy.customer(), deploy.environment()),
            deploy.region(),
            deploy.plan(),
            ContainerImage.of(slot.placement().containerImage()).tag(),
            deploy.requester());
    return new Deployment(request, deploy.id(), slot.placement());
  }

  @Override
  public void readdress(Deployment core, String address, String operationId) {
    registry
        .replacements()
        .readdress(core.placement().coreId(), core.placement().generation(), address, operationId);
  }

  @Override
  public void settle(String hostId, String operationId, Receipt receipt) {
    registry.replacements().settle(hostId, operationId, Receipts.json(receipt));
  }

  private static ApplicationFailure notInCharge(String hostId) {
    return Failures.terminal(
        FailureType.UNWANTED, "another operation is in charge of host " + hostId, null);
  }
}
