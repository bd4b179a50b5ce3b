package dev.berth.activities.host;

import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.aws.Waiting;
import dev.berth.activities.failure.Fail;
import dev.berth.activities.operation.Context;
import dev.berth.activities.operation.TypedFailures;
import dev.berth.model.FailureType;
import dev.berth.registry.Registry;
import dev.berth.registry.host.ExhaustedCapacityStore.CapacityPool;
import dev.berth.registry.host.HostRecord;
import dev.berth.workflows.host.Host;
import dev.berth.workflows.host.HostRequest;
import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.Instances;
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

  private final Context context;
  private final Registry registry;
  private final RequestFreezer freezer;
  private final QuotaReservations reservations;
  private final InstanceWatch instances;
  private final HostWatch hosts;

  /** In this context. */
  public InstancesActivities(
      Context context, QuotaReservations reservations, InstanceWatch instances, HostWatch hosts) {
    this.context = context;
    registry = context.registry();
    freezer = new RequestFreezer(context.aws(), context.settings());
    this.reservations = reservations;
    this.instances = instances;
    this.hosts = hosts;
  }

  @Override
  public InstanceRequest request(HostRequest host, int instanceNumber, String operationId) {
    registry.hosts().numberInstance(host.hostId(), instanceNumber, operationId);
    Optional<HostRecord> standby = registry.hosts().standby(host.hostId());
    if (standby.isPresent()) {
      reservations.take(host, standby.get().instanceType());
      return HostRecords.standby(standby.get());
    }
    CapacityPool pool = freezer.choose(host, registry.exhaustedCapacity().of(host.region()));
    reservations.take(host, pool.instanceType());
    return freezer.freeze(
        host,
        instanceNumber,
        operationId,
        pool,
        registry.images().boot(host.hostId(), host.region()));
  }

  @Override
  public String launch(InstanceRequest request) {
    context.refuseFrozen(request.region());
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
        throw Fail.terminal(
            FailureType.INSTANCE_LOST,
            "the instance of this request was launched and is terminated");
      }
      if (AwsFailures.code(e).startsWith("InvalidAMIID") && choosesItsImage(request)) {
        String why = "AMI %s cannot be launched: %s".formatted(request.amiId(), e.getMessage());
        registry.imageFitness().unfit(request.amiId(), why);
        // The next instance boots from another AMI.
        throw Fail.terminal(FailureType.INSTANCE_LOST, "%s", why);
      }
      throw noCapacity(request, e);
    }
  }

  /** A host that an image is proved on boots from no other. */
  private boolean choosesItsImage(InstanceRequest.Launch request) {
    return request.baked()
        && registry.hosts().find(request.hostId()).filter(h -> h.bakes() != null).isEmpty();
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
        ? Fail.terminal(
            FailureType.INSTANCE_LOST,
            "the stopped instance %s cannot be started: %s",
            request.instanceId(),
            why.getOriginalMessage())
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
                    Fail.terminal(
                        FailureType.INSTANCE_LOST,
                        "the stopped instance %s is gone",
                        request.instanceId()));
    if (standby.state().name() != InstanceStateName.RUNNING
        && standby.state().name() != InstanceStateName.PENDING) {
      try {
        context
            .aws()
            .launches(request.region())
            .startInstances(r -> r.instanceIds(request.instanceId()));
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
          throw Ec2Instances.lost(instance);
        }
        yield Optional.empty(); // seen as it was before its start
      }
      default -> throw Ec2Instances.lost(instance);
    };
  }

  @Override
  public void terminate(InstanceRequest request) {
    context.refuseFrozen(request.region());
    List<String> ids = instances.ofRequest(request).stream().map(Instance::instanceId).toList();
    if (ids.isEmpty() && request instanceof InstanceRequest.Launch launch) {
      ids = replayed(launch);
    }
    if (!ids.isEmpty()) {
      List<String> doomed = ids;
      context.aws().ec2(request.region()).terminateInstances(r -> r.instanceIds(doomed));
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
    return context.aws().launches(request.region()).runInstances(Launches.of(request).build());
  }
}
