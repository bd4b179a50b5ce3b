package dev.berth.activities.core;

import dev.berth.model.HostState;
import dev.berth.model.Placement;
import dev.berth.registry.Registry;
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
    Optional<Placement> slot = registry.placements().find(order.operationId());
    Host host =
        slot.flatMap(placement -> registry.hosts().find(placement.hostId()))
            .filter(found -> found.state() == HostState.READY)
            .map(HostRecords::host)
            .orElse(null);
    return new Stranded(slot.map(CoreRegistryActivities::placement).orElse(null), host);
  }
}
