package dev.berth.workflows.host;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** EC2 instances. */
@ActivityInterface
public interface Instances {
  /**
   * Chooses zone and type among the capacity pools that are not known to be exhausted, and freezes
   * the whole request. While all are exhausted it is retried. When a stopped instance embodies the
   * host already, the request is to start that one. Reserves room for it in the account's quota
   * first; fails with {@code over-quota} when there is none.
   */
  @ActivityMethod(name = "RequestInstance")
  InstanceRequest request(HostRequest host, int instanceNumber, String operationId);

  /**
   * Launches the instance, or finds the one that this token launched before, and returns its id.
   * Fails with {@code out-of-capacity} on AWS's definite answer that nothing was launched, and with
   * {@code instance-lost} when the stopped instance is gone or cannot be started for want of it.
   */
  @ActivityMethod(name = "LaunchInstance")
  String launch(InstanceRequest request);

  /**
   * Waits until the instance runs and returns the host on it. Fails with {@code instance-lost} or
   * {@code unwanted}.
   */
  @ActivityMethod(name = "AwaitInstance")
  Host awaitRunning(InstanceRequest request, String instanceId);

  /**
   * Terminates whatever this request launched. Without a visible instance it repeats the request
   * with its token and terminates what comes back, because the answer to the first one may have
   * been lost.
   */
  @ActivityMethod(name = "TerminateInstance")
  void terminate(InstanceRequest request);
}
