package dev.berth.activities.host;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import dev.berth.activities.failure.Fail;
import dev.berth.model.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Instances as EC2 describes them. */
public final class Ec2Instances {
  private Ec2Instances() {}

  /** Whether an instance is in a state in which it still costs, or will. */
  public static boolean alive(Instance instance) {
    return alive(instance.state().name());
  }

  /** The same of a state alone. */
  public static boolean alive(InstanceStateName state) {
    return state != InstanceStateName.TERMINATED && state != InstanceStateName.SHUTTING_DOWN;
  }

  /**
   * Whether an instance that ran once is terminated, or is no longer shown. A look-up that fails is
   * no answer, and is thrown.
   */
  public static boolean isGone(AwsClients aws, String region, String instanceId) {
    try {
      return aws
          .ec2(region)
          .describeInstances(r -> r.instanceIds(instanceId))
          .reservations()
          .stream()
          .flatMap(r -> r.instances().stream())
          .allMatch(i -> i.state().name() == InstanceStateName.TERMINATED);
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).equals("InvalidInstanceID.NotFound")) {
        return true; // it was running once, so it is long gone
      }
      throw e;
    }
  }

  /** Searches for what has one of these values. */
  public static Filter filter(String name, Collection<String> values) {
    return Filter.builder().name(name).values(values).build();
  }

  /** The value of a tag; empty when the instance lacks it. */
  public static String tag(Instance instance, String key) {
    return Tags.value(instance.tags(), key);
  }

  /** What is known about an instance that will not come up. */
  static ApplicationFailure lost(Instance instance) {
    String why =
        instance.stateReason() == null ? "no reason given" : instance.stateReason().message();
    return Fail.terminal(
        FailureType.INSTANCE_LOST,
        "instance %s is %s: %s",
        instance.instanceId(),
        instance.state().nameAsString(),
        why);
  }

  /** Fails when an instance that is waited for has ended. */
  public static void refuseEnded(Optional<Instance> instance) {
    if (instance.isPresent() && !alive(instance.get())) {
      throw lost(instance.get());
    }
  }

  /**
   * Terminates instances. The result includes those that are shutting down already: an earlier
   * attempt may have terminated them, and a wait for the end must cover all.
   */
  static List<String> end(AwsClients aws, String region, List<Instance> doomed) {
    List<String> living =
        doomed.stream().filter(Ec2Instances::alive).map(Instance::instanceId).toList();
    if (!living.isEmpty()) {
      aws.ec2(region).terminateInstances(r -> r.instanceIds(living));
    }
    return doomed.stream().map(Instance::instanceId).toList();
  }
}
