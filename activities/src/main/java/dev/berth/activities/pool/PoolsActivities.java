package dev.berth.activities.pool;

import static software.amazon.awssdk.services.ec2.model.InstanceStateName.RUNNING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.STOPPED;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.STOPPING;
import static software.amazon.awssdk.services.ec2.model.InstanceStateName.TERMINATED;

import dev.berth.activities.aws.SharedPoll;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.host.HostRecords;
import dev.berth.activities.host.InstanceWatch;
import dev.berth.activities.host.Quotas;
import dev.berth.activities.operation.Context;
import dev.berth.model.FailureType;
import dev.berth.model.HostState;
import dev.berth.model.Plan;
import dev.berth.registry.Registry;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.host.PoolStore;
import dev.berth.workflows.host.Agents;
import dev.berth.workflows.host.Hosts;
import dev.berth.workflows.host.RetireRequest;
import dev.berth.workflows.launch.Launched;
import dev.berth.workflows.pool.PoolRequest;
import dev.berth.workflows.pool.PoolTask;
import dev.berth.workflows.pool.Pools;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Fills the warm pools, and takes out of them what is not fit. */
public final class PoolsActivities implements Pools {
  /** After so much quiet a run ends, so that none grows old. */
  private static final Duration QUIET = Duration.ofMinutes(50);

  /** The starter judges targets by what was read; an operator's raise is seen after this. */
  private static final Duration QUOTA_AGE = Duration.ofMinutes(5);

  private static final Set<InstanceStateName> STOPPABLE = Set.of(RUNNING, STOPPING, STOPPED);

  private final Context context;
  private final Registry registry;
  private final InstanceWatch instances;
  private final Hosts hosts;
  private final Agents agents;
  private final Quotas quotas;
  private final PoolWork work;
  private final SharedPoll<PoolRequest, List<PoolTask>> poll;

  /** In this context. */
  public PoolsActivities(
      Context context, InstanceWatch instances, Hosts hosts, Agents agents, Quotas quotas) {
    this.context = context;
    registry = context.registry();
    this.instances = instances;
    this.hosts = hosts;
    this.agents = agents;
    this.quotas = quotas;
    work = new PoolWork(registry);
    poll = new SharedPoll<>("pools", context.settings().pollInterval(), this::due);
  }

  private Map<PoolRequest, List<PoolTask>> due(Set<PoolRequest> requests) {
    Map<PoolRequest, List<PoolTask>> due = new HashMap<>();
    requests.forEach(request -> due.put(request, work.due(request)));
    return due;
  }

  @Override
  public List<PoolTask> awaitWork(PoolRequest request) {
    Instant end = Instant.now().plus(QUIET);
    return Waiting.until(
        "work for the pools of " + request.region(),
        () -> {
          quotas.refresh(request.region(), QUOTA_AGE);
          return poll.next(request).filter(tasks -> !tasks.isEmpty() || Instant.now().isAfter(end));
        });
  }

  @Override
  public void fill(String region, Plan plan) {
    registry.pools().fill(region, plan).forEach(hosts::ensure);
  }

  @Override
  public void stop(String region, PoolTask task) {
    context.refuseFrozen(region);
    if (registry.pools().stop(task.hostId()).isEmpty()) {
      return; // a core took it
    }
    HostRecord host = registry.hosts().find(task.hostId()).orElseThrow();
    refuseUnless(host, STOPPABLE);
    instances.stop(region, host.standbyId());
    registry.pools().checked(host.id());
  }

  @Override
  public void giveUp(String region, PoolTask task) {
    registry.pools().giveUp(task.hostId(), PoolStore.POOL, task.why());
    registry
        .hosts()
        .find(task.hostId())
        .filter(host -> host.state() == HostState.UNWANTED)
        .filter(host -> host.instanceId() != null) // its launch takes it back itself
        .ifPresent(host -> retire(host, task.why()));
  }

  /** The launch that has made a host ready may hold its lock for a moment more. */
  private void retire(HostRecord host, String why) {
    Launched launched =
        context
            .launcher()
            .launch(
                new RetireRequest(
                    host.id(), host.region(), host.plan(), why, PoolRequest.SCHEDULE, false));
    if (launched instanceof Launched.Busy busy) {
      throw Fail.retryable(
          FailureType.TRANSIENT, "operation %s works on host %s", busy.operationId(), host.id());
    }
  }

  @Override
  public void check(String region, PoolTask task) {
    Optional<HostRecord> found = registry.hosts().find(task.hostId());
    if (found.filter(host -> host.pooled() != null).isEmpty()) {
      return; // a core took it, and looks for itself
    }
    HostRecord host = found.get();
    if (host.state() == HostState.READY) {
      refuseUnless(host, Set.of(RUNNING));
      agents.prepare(
          HostRecords.host(host),
          context.settings().coreImage(null),
          Activity.getExecutionContext().getInfo().getWorkflowRunId());
    } else if (refuseUnless(host, STOPPABLE) != STOPPED) {
      registry.pools().doubt(host.id()); // it was started, perhaps by a core that took it just now
      return;
    }
    registry.pools().checked(host.id());
  }

  /** An instance that embodies a host was seen long ago: what is not shown any more is gone. */
  private InstanceStateName refuseUnless(HostRecord host, Set<InstanceStateName> fit) {
    InstanceStateName state =
        instances
            .find(host.region(), host.id(), host.instanceId())
            .map(instance -> instance.state().name())
            .orElse(TERMINATED);
    if (!fit.contains(state)) {
      throw Fail.terminal(
          FailureType.INSTANCE_LOST,
          "instance %s of host %s is %s",
          host.instanceId(),
          host.id(),
          state);
    }
    return state;
  }
}
