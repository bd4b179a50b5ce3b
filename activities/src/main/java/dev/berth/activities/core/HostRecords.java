package dev.berth.activities.core;

import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.host.Host;

/** Hosts of the registry as workflows know them. */
public final class HostRecords {
  private HostRecords() {}

  /** A host that an instance stands for. */
  public static Host host(HostRecord host) {
    return new Host(host.id(), host.region(), host.instanceId(), host.address());
  }
}
