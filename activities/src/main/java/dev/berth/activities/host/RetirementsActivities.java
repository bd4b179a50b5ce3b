package dev.berth.activities.host;

import dev.berth.activities.aws.Waiting;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.host.Retirements;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Takes hosts away. */
public final class RetirementsActivities implements Retirements {
  private final Context context;
  private final Registry registry;
  private final InstanceWatch instances;
  private final LiveCores cores;

  /** In this context. */
  public RetirementsActivities(Context context, InstanceWatch instances) {
    this.context = context;
    registry = context.registry();
    this.instances = instances;
    cores = new LiveCores(registry, context.settings());
  }

  @Override
  public void claim(RetireRequest request, String operationId) {
    if (!registry
        .retirements()
        .claim(OperationRecords.of(request, operationId), request.settledToo())) {
      throw needed(request);
    }
  }

  @Override
  public List<String> terminate(RetireRequest request) {
    context.refuseFrozen(request.region());
    Optional<HostRecord> host = registry.hosts().find(request.hostId());
    if (host.filter(h -> h.state() == HostState.LAUNCHING).isPresent()) {
      throw needed(request);
    }
    String spared = host.filter(HostRecord::embodied).map(HostRecord::instanceId).orElse("");
    List<Instance> doomed =
        instances.unended(request.region(), request.hostId()).stream()
            .filter(instance -> !instance.instanceId().equals(spared))
            .toList();
    if (host.filter(h -> h.bakes() != null).isEmpty()) { // what answers there is the bake's own
      doomed.stream().filter(Ec2Instances::alive).forEach(cores::refuseLive);
    }
    return Ec2Instances.end(context.aws(), request.region(), doomed);
  }

  @Override
  public void awaitTerminated(String region, List<String> instanceIds) {
    for (String id : instanceIds) {
      Waiting.until(
          "the end of instance " + id,
          () ->
              instances.next(region, id).filter(RetirementsActivities::there).isPresent()
                  ? Optional.empty()
                  : Optional.of(true));
    }
  }

  @Override
  public void settle(
      RetireRequest request, String operationId, List<String> instanceIds, Receipt receipt) {
    registry
        .retirements()
        .settle(request.hostId(), operationId, instanceIds, Receipts.json(receipt));
  }

  private static boolean there(Instance instance) {
    return instance.state().name() != InstanceStateName.TERMINATED;
  }

  private static ApplicationFailure needed(RetireRequest request) {
    return Fail.terminal(
        FailureType.IN_USE, "cores need host %s; nothing was taken away", request.hostId());
  }
}
