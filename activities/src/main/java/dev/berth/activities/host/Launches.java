package dev.berth.activities.host;

import dev.berth.workflows.host.InstanceRequest;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** RunInstances, as EC2 wants it asked. */
final class Launches {
  private Launches() {}

  static RunInstancesRequest.Builder of(InstanceRequest.Launch request) {
    return RunInstancesRequest.builder()
        .clientToken(request.clientToken())
        .minCount(1)
        .maxCount(1)
        .imageId(request.amiId())
        .instanceType(request.instanceType())
        .subnetId(request.subnetId())
        .securityGroupIds(request.securityGroupId())
        .iamInstanceProfile(p -> p.name(request.instanceProfile()))
        // Containers must not reach the host's role.
        .metadataOptions(m -> m.httpTokens(HttpTokensState.REQUIRED).httpPutResponseHopLimit(1))
        .tagSpecifications(
            Tags.on(ResourceType.INSTANCE, request.tags()),
            Tags.on(ResourceType.VOLUME, request.tags()));
  }
}
