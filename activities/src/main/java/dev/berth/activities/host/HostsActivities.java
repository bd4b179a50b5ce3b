package dev.berth.activities.host;

import dev.berth.activities.aws.Waiting;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.host.LaunchHost;
import dev.berth.workflows.operation.BerthAttributes;
import dev.berth.workflows.operation.FailureType;
import dev.berth.workflows.operation.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ensures and awaits hosts on behalf of the cores that need them. */
public final class HostsActivities implements Hosts {
  /**
   * Starting a run that exists costs one call: often enough that a host nobody works on is noticed
   * soon.
   */
  private static final Duration ENSURE_AGAIN = Duration.ofSeconds(10);

  private final Registry registry;
  private final HostWatch watch;
  private final Rooms rooms;
  private final WorkflowClient temporal;

  /** Over this registry and Temporal. */
  public HostsActivities(Registry registry, HostWatch watch, Rooms rooms, WorkflowClient temporal) {
    this.registry = registry;
    this.watch = watch;
    this.rooms = rooms;
    this.temporal = temporal;
  }

  @Override
  public void ensure(String hostId) {
    registry.hosts().find(hostId).filter(HostRecord::unsettled).ifPresent(this::start);
  }

  @Override
  public Host await(String hostId) {
    Instant[] ensureAt = {Instant.now().plus(ENSURE_AGAIN)};
    return Waiting.until(
        "host " + hostId,
        () -> {
          HostRecord host = watch.next(hostId);
          if (host.unsettled() && Instant.now().isAfter(ensureAt[0])) {
            start(host);
            ensureAt[0] = Instant.now().plus(ENSURE_AGAIN);
          }
          return switch (host.state()) {
            case "ready" ->
                Optional.of(new Host(hostId, host.region(), host.instanceId(), host.address()));
            case "launching" -> Optional.empty();
            default ->
                throw FailureType.HOST_FAILED.terminal(
                    "host " + hostId + " is " + host.state(), null);
          };
        });
  }

  @Override
  public void awaitUnwanted(String hostId) {
    Waiting.until(
        "host " + hostId + " to be unwanted",
        () -> {
          watch.refuseUnwanted(hostId);
          return Optional.empty();
        });
  }

  @Override
  public void awaitRoom(HostRequest host) {
    Waiting.until(
        "room for host " + host.hostId(),
        () -> {
          watch.refuseUnwanted(host.hostId());
          return rooms.next(host);
        });
  }

  private void start(HostRecord host) {
    HostRequest request = new HostRequest(host.id(), host.region(), host.plan());
    LaunchHost launch =
        temporal.newWorkflowStub(
            LaunchHost.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(request.workflowId())
                .setTaskQueue(TaskQueues.CALLS)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setTypedSearchAttributes(BerthAttributes.host(host.region(), host.plan()))
                .setStaticSummary("launch a " + host.plan() + " host in " + host.region())
                .build());
    WorkflowClient.start(launch::launch, request);
  }
}
