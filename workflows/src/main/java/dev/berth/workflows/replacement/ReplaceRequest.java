package dev.berth.workflows.replacement;

import dev.berth.model.OperationKind;
import dev.berth.model.Plan;
import dev.berth.model.Requester;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.operation.Order;

/**
 * A host that is to get another instance. Input of {@link ReplaceHost}.
 *
 * @param instanceId the instance that is to be replaced: when another one embodies the host by
 *     then, nothing is done, unless an earlier operation began it and could not end it. {@link
 *     #NONE}: only then; null: whichever embodies it
 * @param why the instance should go, for the event log
 */
public record ReplaceRequest(HostRequest host, String instanceId, String why, Requester requester)
    implements Order.OnHost {
  /** No instance: only what was begun is brought to its end. */
  public static final String NONE = "";

  @Override
  public OperationKind kind() {
    return OperationKind.REPLACE_HOST;
  }

  @Override
  public String hostId() {
    return host.hostId();
  }

  @Override
  public String region() {
    return host.region();
  }

  @Override
  public Plan plan() {
    return host.plan();
  }

  @Override
  public String asked() {
    return String.valueOf(instanceId);
  }
}
