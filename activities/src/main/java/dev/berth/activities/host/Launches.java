package dev.berth.activities.host;

import dev.berth.workflows.host.InstanceRequest;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

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
            tagged(ResourceType.INSTANCE, request), tagged(ResourceType.VOLUME, request));
  }

  private static TagSpecification tagged(ResourceType resource, InstanceRequest.Launch request) {
    List<Tag> tags =
        request.tags().entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    return TagSpecification.builder().resourceType(resource).tags(tags).build();
  }
}
