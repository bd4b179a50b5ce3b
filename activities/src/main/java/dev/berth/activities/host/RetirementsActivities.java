package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.operation.Brake;
import dev.berth.activities.operation.OperationRecords;
import dev.berth.activities.operation.Receipts;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.Receipt;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.host.Retirements;
import dev.berth.workflows.operation.Failures;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Takes hosts away. */
public final class RetirementsActivities implements Retirements {
  private final AwsClients aws;
  private final Registry registry;
  private final InstanceWatch instances;
  private final LiveCores cores;
  private final Brake brake;

  /** Over these clients and this registry. */
  public RetirementsActivities(
      AwsClients aws, Registry registry, InstanceWatch instances, LiveCores cores, Brake brake) {
    this.aws = aws;
    this.registry = registry;
    this.instances = instances;
    this.cores = cores;
    this.brake = brake;
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
    brake.refuseFrozen(request.region());
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
      doomed.stream().filter(InstancesActivities::alive).forEach(cores::refuseLive);
    }
    return InstancesActivities.end(aws, request.region(), doomed);
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
    return Failures.terminal(
        FailureType.IN_USE,
        "cores need host " + request.hostId() + "; nothing was taken away",
        null);
  }
}
