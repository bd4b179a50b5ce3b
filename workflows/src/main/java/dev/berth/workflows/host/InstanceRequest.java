package dev.berth.workflows.host;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/** How a host gets its next instance, frozen into history so that every repeat asks the same. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
  @JsonSubTypes.Type(value = InstanceRequest.Launch.class, name = "launch"),
  @JsonSubTypes.Type(value = InstanceRequest.Start.class, name = "start")
})
public sealed interface InstanceRequest {
  /** The tag that names the image of Berth's which the instance boots from. */
  String IMAGE_TAG = "berth:image";

  /** The host that it is for. */
  String hostId();

  /** Counts the instances that embody the host, one after the other. */
  int instanceNumber();

  /** Where it runs. */
  String region();

  /** Where in the region it runs. */
  String zone();

  /** What it is. */
  String instanceType();

  /** The AMI that it boots from. */
  String amiId();

  /** Whether it is launched from an image of Berth's, which may be to blame when it is not fit. */
  default boolean baked() {
    return this instanceof Launch launch && launch.tags().containsKey(IMAGE_TAG);
  }

  /**
   * A whole RunInstances request.
   *
   * @param tags in the create call; enough to rebuild the registry from AWS
   * @param clientToken hash of all of the above, with installation, host and instance number: every
   *     repeat finds the same instance
   */
  record Launch(
      String hostId,
      int instanceNumber,
      String region,
      String zone,
      String subnetId,
      String instanceType,
      String amiId,
      String securityGroupId,
      String instanceProfile,
      Map<String, String> tags,
      String clientToken)
      implements InstanceRequest {

    /** The same with this client token. */
    public Launch withClientToken(String token) {
      return new Launch(
          hostId,
          instanceNumber,
          region,
          zone,
          subnetId,
          instanceType,
          amiId,
          securityGroupId,
          instanceProfile,
          tags,
          token);
    }

    /** What it boots from, in words, for the receipt. */
    public String bootsFrom() {
      return baked()
          ? "boots from image %s (%s)".formatted(tags.get(IMAGE_TAG), amiId)
          : "boots from the stock image %s: Docker is installed".formatted(amiId);
    }
  }

  /**
   * A stopped instance that embodies the host already: it is started, and nothing is launched.
   *
   * @param instanceId the stopped instance
   */
  record Start(
      String hostId,
      int instanceNumber,
      String region,
      String zone,
      String instanceType,
      String amiId,
      String instanceId)
      implements InstanceRequest {}
}
