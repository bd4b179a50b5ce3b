package dev.berth.activities.core;

import dev.berth.activities.failure.Fail;
import dev.berth.activities.host.HostRecords;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.model.ContainerImage;
import dev.berth.model.EventType;
import dev.berth.model.FailureType;
import dev.berth.model.Placement;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.workflows.core.Deployment;
import dev.berth.workflows.core.ReadyCore;
import dev.berth.workflows.core.ReadyCoreRequest;
import dev.berth.workflows.core.ReadyCores;

/** Opens and closes operations on ready cores in the registry. */
public final class ReadyCoresActivities implements ReadyCores {
  private final Registry registry;

  /** In this context. */
  public ReadyCoresActivities(Context context) {
    registry = context.registry();
  }

  @Override
  public ReadyCore find(ReadyCoreRequest request, String operationId) {
    Operation operation = OperationRecords.of(request, operationId);
    Placement slot =
        registry
            .cores()
            .open(operation)
            .orElseThrow(
                () ->
                    Fail.terminal(
                        FailureType.INVALID,
                        "core %s is not ready; nothing was done",
                        request.core()));
    HostRecord host = registry.hosts().find(slot.hostId()).orElseThrow();
    if (host.replacedBy() != null) {
      throw Fail.terminal(
          FailureType.INVALID,
          "host %s is being replaced, and operation %s starts its cores again; nothing was done",
          host.id(),
          host.replacedBy());
    }
    String version = ContainerImage.of(slot.containerImage()).tag();
    return new ReadyCore(
        new Deployment(OperationRecords.deployRequest(operation, version), operationId, slot),
        HostRecords.host(host));
  }

  @Override
  public void settle(
      ReadyCoreRequest request, String operationId, EventType event, Receipt receipt) {
    registry.cores().finish(operationId, event, request.why(), Receipts.json(receipt));
  }
}
