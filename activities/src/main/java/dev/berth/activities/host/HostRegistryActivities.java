package dev.berth.activities.host;

import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.activities.settings.Settings;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.InstanceFacts;
import dev.berth.registry.image.ImageRecord;
import dev.berth.workflows.host.Claim;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRegistry;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;
import java.util.Optional;

/** Claims and settles hosts in the registry. */
public final class HostRegistryActivities implements HostRegistry {
  private final Registry registry;
  private final Settings settings;

  /** In this context. */
  public HostRegistryActivities(Context context) {
    registry = context.registry();
    settings = context.settings();
  }

  @Override
  public Claim claim(HostRequest request, String operationId) {
    HostRecord host = registry.hosts().claim(OperationRecords.of(request, operationId));
    if (!host.unsettled()) {
      return new Claim.Settled(host.state() == HostState.READY ? HostRecords.host(host) : null);
    }
    String image =
        Optional.ofNullable(host.bakes())
            .flatMap(registry.images()::find)
            .map(ImageRecord::containerImage)
            .orElseGet(() -> settings.coreImage(null));
    return host.standbyId() == null
        ? new Claim.Launch(host.instanceNumber() + 1, image)
        : new Claim.Start(HostRecords.standby(host), image);
  }

  @Override
  public Host settle(InstanceRequest request, Host host, String operationId, Receipt receipt) {
    InstanceFacts instance = HostRecords.instance(request, host);
    if (!registry.hosts().settle(host.hostId(), operationId, instance, Receipts.json(receipt))) {
      throw Fail.terminal(FailureType.UNWANTED, "host %s is not needed any more", host.hostId());
    }
    return host;
  }

  @Override
  public void noteUnfit(InstanceRequest request, String why) {
    String launch = "%s/%d".formatted(request.hostId(), request.instanceNumber());
    registry.imageFitness().failed(request.amiId(), launch, why);
  }

  @Override
  public void giveUp(String hostId, String operationId) {
    registry.hosts().giveUp(hostId, operationId);
  }
}
