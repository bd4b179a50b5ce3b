package dev.berth.local.matrix;

import dev.berth.workflows.host.InstanceRequest;
import dev.berth.workflows.host.RetireRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** A step that is broken on purpose: the matrix must notice. */
interface Defect {
  Defect NONE = (_, arguments) -> Optional.of(arguments);

  /** The arguments that the activity gets; empty when it does nothing at all. */
  Optional<Object[]> arguments(String activity, Object[] arguments);

  static Defect doesNothing(String broken) {
    return (activity, arguments) ->
        activity.equals(broken) ? Optional.empty() : Optional.of(arguments);
  }

  /** A retirement looks for the instances of another host. */
  static Defect terminatesNothing() {
    return (activity, arguments) -> {
      Object[] changed = Arrays.copyOf(arguments, arguments.length);
      if (activity.equals("TerminateHost")) {
        RetireRequest r = (RetireRequest) arguments[0];
        changed[0] =
            new RetireRequest(
                "another", r.region(), r.plan(), r.why(), r.requester(), r.settledToo());
      }
      return Optional.of(changed);
    };
  }

  /** Every attempt to launch sends a token of its own. */
  static Defect randomClientTokens() {
    return (activity, arguments) -> {
      Object[] changed = Arrays.copyOf(arguments, arguments.length);
      if (activity.equals("LaunchInstance")) {
        InstanceRequest.Launch r = (InstanceRequest.Launch) arguments[0];
        changed[0] =
            new InstanceRequest.Launch(
                r.hostId(),
                r.instanceNumber(),
                r.region(),
                r.zone(),
                r.subnetId(),
                r.instanceType(),
                r.amiId(),
                r.securityGroupId(),
                r.instanceProfile(),
                r.tags(),
                UUID.randomUUID().toString());
      }
      return Optional.of(changed);
    };
  }
}
