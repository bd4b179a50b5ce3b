package dev.berth.activities.core;

import dev.berth.registry.Registry;
import dev.berth.registry.core.PlacementRecord;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.core.DeployOrder;
import dev.berth.workflows.core.Stranded;
import dev.berth.workflows.core.StrandedCores;
import dev.berth.workflows.host.Host;
import java.util.Optional;

/** Finds in the registry what a deployment holds whose run was ended from outside. */
public final class StrandedCoresActivities implements StrandedCores {
  private final Registry registry;

  /** Over this registry. */
  public StrandedCoresActivities(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Stranded find(DeployOrder order) {
    Optional<PlacementRecord> slot = registry.placements().find(order.operationId());
    Host host =
        slot.flatMap(placement -> registry.hosts().find(placement.hostId()))
            .filter(found -> found.state().equals("ready"))
            .map(StrandedCoresActivities::host)
            .orElse(null);
    return new Stranded(slot.map(CoreRegistryActivities::placement).orElse(null), host);
  }

  /** A host that is ready, as activities know it. */
  static Host host(HostRecord host) {
    return new Host(host.id(), host.region(), host.instanceId(), host.address());
  }
}
