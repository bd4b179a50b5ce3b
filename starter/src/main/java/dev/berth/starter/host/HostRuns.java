package dev.berth.starter.host;

import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.registry.host.HostRecord;
import dev.berth.starter.operation.Orders;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.launch.Run;
import dev.berth.workflows.replacement.ReplaceRequest;
import jakarta.inject.Singleton;

/** Starts what operators want done to a host. */
@Singleton
final class HostRuns {
  private final Orders orders;

  HostRuns(Orders orders) {
    this.orders = orders;
  }

  /** The requester, and why. */
  record Asked(String requester, String requestId, String why) {
    Requester by() {
      return new Requester(requester, requestId);
    }
  }

  /** Starts the end of a host. */
  Run retire(HostRecord host, Asked asked) {
    return orders.start(
        new RetireRequest(
            host.id(), host.region(), host.plan(), asked.why(), asked.by(), true));
  }

  /** Starts the replacement of whichever instance embodies the host. */
  Run replace(HostRecord host, Asked asked) {
    HostRequest request = new HostRequest(host.id(), host.region(), host.plan());
    return orders.start(new ReplaceRequest(request, null, asked.why(), asked.by()));
  }
}
