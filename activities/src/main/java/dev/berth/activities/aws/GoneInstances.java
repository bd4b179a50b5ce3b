package dev.berth.activities.aws;

import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Whether an instance is gone, by its id. A look-up that fails is no answer, and is thrown. */
public final class GoneInstances {
  private final AwsClients aws;

  /** Over these clients. */
  public GoneInstances(AwsClients aws) {
    this.aws = aws;
  }

  /** Whether an instance that ran once is terminated, or shown no more. */
  public boolean isGone(String region, String instanceId) {
    try {
      return aws
          .ec2(region)
          .describeInstances(r -> r.instanceIds(instanceId))
          .reservations()
          .stream()
          .flatMap(r -> r.instances().stream())
          .allMatch(i -> i.state().nameAsString().equals("terminated"));
    } catch (Ec2Exception e) {
      if (AwsFailures.code(e).equals("InvalidInstanceID.NotFound")) {
        return true; // it was running once, so it is long gone
      }
      throw e;
    }
  }
}
