package dev.berth.activities.sweep;

import dev.berth.activities.aws.AwsClients;
import dev.berth.activities.aws.AwsFailures;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** The second look at an instance, by its id. A look-up that fails is no answer, and is thrown. */
final class GoneInstances {
  private final AwsClients aws;

  GoneInstances(AwsClients aws) {
    this.aws = aws;
  }

  boolean isGone(String region, String instanceId) {
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
        return true; // it embodied a ready host once, so it is long gone
      }
      throw e;
    }
  }
}
