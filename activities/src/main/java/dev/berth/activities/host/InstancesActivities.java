package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.core.HostRecords;
import dev.berth.activities.operation.Brake;
import dev.berth.activities.operation.TypedFailures;
import dev.berth.model.FailureType;
import dev.berth.registry.Registry;
import dev.berth.registry.host.ExhaustedCapacityStore.CapacityPool;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.Instances;
import dev.berth.workflows.operation.Failures;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** EC2 instances: one request, one instance. */
public final class InstancesActivities implements Instances {
  private static final Duration DRY = Duration.ofMinutes(3);

  /** A type that a zone does not offer is not there in three minutes either. */
  private static final Duration NOT_OFFERED = Duration.ofDays(1);

  private final AwsClients aws;
  private final Registry registry;
  private final RequestFreezer freezer;
  private final Rooms rooms;
  private final InstanceWatch instances;
  private final HostWatch hosts;
  private final Brake brake;

  /** Over these clients and this registry. */
  public InstancesActivities(
      AwsClients aws,
      Registry registry,
      RequestFreezer freezer,
      Rooms rooms,
      InstanceWatch instances,
      HostWatch hosts,
      Brake brake) {
    this.aws = aws;
    this.registry = registry;
    this.freezer = freezer;
    this.rooms = rooms;
    this.instances = instances;
    this.hosts = hosts;
    this.brake = brake;
  }

  @Override
  public InstanceRequest request(HostRequest host, int instanceNumber, String operationId) {
    registry.hosts().numberInstance(host.hostId(), instanceNumber, operationId);
    Optional<HostRecord> standby = registry.hosts().standby(host.hostId());
    if (standby.isPresent()) {
      rooms.take(host, standby.get().instanceType());
      return HostRecords.standby(standby.get());
    }
    CapacityPool pool = freezer.choose(host, registry.exhaustedCapacity().of(host.region()));
    rooms.take(host, pool.instanceType());
    return freezer.freeze(
        host,
        instanceNumber,
        operationId,
        pool,
        registry.images().boot(host.hostId(), host.region()));
  }

  @Override
  public String launch(InstanceRequest request) {
    brake.refuseFrozen(request.region());
    return switch (request) {
      case InstanceRequest.Launch launch -> run(launch);
      case InstanceRequest.Start start -> start(start);
    };
  }

  private String run(InstanceRequest.Launch request) {
    try {
      return runInstances(request).instances().getFirst().instanceId();
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).equals("IdempotentInstanceTerminated")) {
        throw Failures.terminal(
            FailureType.INSTANCE_LOST,
            "the instance of this request was launched and is terminated",
            null);
      }
      if (AwsFailures.code(e).startsWith("InvalidAMIID") && request.baked()) {
        String why = "AMI %s cannot be launched: %s".formatted(request.amiId(), e.getMessage());
        registry.imageFitness().unfit(request.amiId(), why);
        // The next instance boots from another AMI.
        throw Failures.terminal(FailureType.INSTANCE_LOST, why, null);
      }
      throw noCapacity(request, e);
    }
  }

  /** What AWS said, typed; that a pool is dry is remembered for everybody. */
  private ApplicationFailure noCapacity(InstanceRequest request, Ec2Exception e) {
    if (AwsFailures.type(e) == FailureType.OUT_OF_CAPACITY) {
      registry
          .exhaustedCapacity()
          .remember(
              request.region(),
              new CapacityPool(request.zone(), request.instanceType()),
              AwsFailures.code(e).equals("Unsupported") ? NOT_OFFERED : DRY);
    }
    return TypedFailures.typed(e);
  }

  /** Without capacity the stopped instance is of no use, but it is there, and has to go. */
  private static RuntimeException cannotStart(
      InstanceRequest.Start request, ApplicationFailure why) {
    return why.getType().equals(FailureType.OUT_OF_CAPACITY.word())
        ? Failures.terminal(
            FailureType.INSTANCE_LOST,
            "the stopped instance %s cannot be started: %s"
                .formatted(request.instanceId(), why.getOriginalMessage()),
            null)
        : why;
  }

  /** Only what is stopped is started; one that still stops is asked again. */
  private String start(InstanceRequest.Start request) {
    Instance standby =
        instances.ofRequest(request).stream()
            .filter(instance -> instance.instanceId().equals(request.instanceId()))
            .findFirst()
            .orElseThrow(
                () ->
                    Failures.terminal(
                        FailureType.INSTANCE_LOST,
                        "the stopped instance %s is gone".formatted(request.instanceId()),
                        null));
    if (standby.state().name() != InstanceStateName.RUNNING
        && standby.state().name() != InstanceStateName.PENDING) {
      try {
        aws.launches(request.region()).startInstances(r -> r.instanceIds(request.instanceId()));
      } catch (Ec2Exception e) {
        throw cannotStart(request, noCapacity(request, e));
      }
    }
    return request.instanceId();
  }

  @Override
  public Host awaitRunning(InstanceRequest request, String instanceId) {
    return Waiting.until(
        "instance " + instanceId,
        () -> {
          hosts.refuseUnwanted(request.hostId());
          return instances
              .next(request.region(), instanceId)
              .flatMap(instance -> running(request, instance));
        });
  }

  private static Optional<Host> running(InstanceRequest request, Instance instance) {
    return switch (instance.state().name()) {
      case RUNNING ->
          Optional.of(
              new Host(
                  request.hostId(),
                  request.region(),
                  instance.instanceId(),
                  instance.privateIpAddress()));
      case PENDING -> Optional.empty();
      case STOPPED, STOPPING -> {
        if (request instanceof InstanceRequest.Launch) {
          throw lost(instance);
        }
        yield Optional.empty(); // seen as it was before its start
      }
      default -> throw lost(instance);
    };
  }

  /** What is known about an instance that will not come up. */
  public static RuntimeException lost(Instance instance) {
    String why =
        instance.stateReason() == null ? "no reason given" : instance.stateReason().message();
    return Failures.terminal(
        FailureType.INSTANCE_LOST,
        "instance %s is %s: %s"
            .formatted(instance.instanceId(), instance.state().nameAsString(), why),
        null);
  }

  /** Fails when an instance that is waited for has ended. */
  public static void refuseEnded(Optional<Instance> instance) {
    if (instance.isPresent() && !alive(instance.get())) {
      throw lost(instance.get());
    }
  }

  @Override
  public void terminate(InstanceRequest request) {
    brake.refuseFrozen(request.region());
    List<String> ids = instances.ofRequest(request).stream().map(Instance::instanceId).toList();
    if (ids.isEmpty() && request instanceof InstanceRequest.Launch launch) {
      ids = replayed(launch);
    }
    if (!ids.isEmpty()) {
      List<String> doomed = ids;
      aws.ec2(request.region()).terminateInstances(r -> r.instanceIds(doomed));
    }
  }

  /**
   * Nothing can be seen, which proves nothing: the same request with its token brings back what it
   * launched, if it did.
   */
  private List<String> replayed(InstanceRequest.Launch request) {
    try {
      return runInstances(request).instances().stream().map(Instance::instanceId).toList();
    } catch (Ec2Exception e) {
      boolean nothingThere =
          AwsFailures.code(e).equals("IdempotentInstanceTerminated") || refused(e);
      if (nothingThere) {
        return List.of();
      }
      throw e;
    }
  }

  /** A token that launched is known, and is answered before anything is judged. */
  private static boolean refused(Ec2Exception e) {
    return switch (AwsFailures.type(e)) {
      case OUT_OF_CAPACITY, OVER_QUOTA -> true;
      case INVALID -> !AwsFailures.code(e).equals("IdempotentParameterMismatch");
      default -> false;
    };
  }

  private RunInstancesResponse runInstances(InstanceRequest.Launch request) {
    return aws.launches(request.region()).runInstances(Launches.of(request).build());
  }

  /**
   * Ends instances. Those that are shutting down already are answered as well: an attempt before
   * this one may have ended them, and whoever waits for their end must wait for all.
   */
  static List<String> end(AwsClients aws, String region, List<Instance> doomed) {
    List<String> living =
        doomed.stream().filter(InstancesActivities::alive).map(Instance::instanceId).toList();
    if (!living.isEmpty()) {
      aws.ec2(region).terminateInstances(r -> r.instanceIds(living));
    }
    return doomed.stream().map(Instance::instanceId).toList();
  }

  /** States in which an instance still costs, or will. */
  public static boolean alive(Instance instance) {
    return instance.state().name() != InstanceStateName.TERMINATED
        && instance.state().name() != InstanceStateName.SHUTTING_DOWN;
  }
}
