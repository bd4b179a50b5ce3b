package dev.berth.activities.host;

import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.InstanceFacts;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;

/** Hosts of the registry as workflows know them. */
public final class HostRecords {
  private HostRecords() {}

  /** The start of the stopped instance that stands for a host. */
  public static InstanceRequest.Start standby(HostRecord host) {
    return new InstanceRequest.Start(
        host.id(),
        host.instanceNumber(),
        host.region(),
        host.zone(),
        host.instanceType(),
        host.amiId(),
        host.standbyId());
  }

  /** The launch of a host. */
  public static HostRequest request(HostRecord host) {
    return new HostRequest(host.id(), host.region(), host.plan());
  }

  /** What the registry keeps of the instance of a host. */
  static InstanceFacts instance(InstanceRequest request, Host host) {
    return new InstanceFacts(
        host.instanceId(), request.instanceType(), request.zone(), request.amiId(), host.address());
  }

  /** A host that an instance stands for. */
  public static Host host(HostRecord host) {
    return new Host(host.id(), host.region(), host.instanceId(), host.address());
  }
}
