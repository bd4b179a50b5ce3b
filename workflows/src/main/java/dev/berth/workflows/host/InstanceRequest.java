package dev.berth.workflows.host;

import java.util.Map;

/**
 * A whole RunInstances request, frozen into history, so that every repeat sends the same and its
 * token always fits.
 *
 * @param instanceNumber counts the instances that embody the host, one after the other
 * @param tags in the create call; enough to rebuild the registry from AWS
 * @param clientToken hash of all of the above, with installation, host and instance number; null
 *     when nothing is launched
 * @param standbyId the stopped instance that embodies the host already: it is started, and nothing
 *     is launched; else null
 */
public record InstanceRequest(
    String hostId,
    int instanceNumber,
    String region,
    String zone,
    String subnetId,
    String instanceType,
    String imageId,
    String securityGroupId,
    String instanceProfile,
    Map<String, String> tags,
    String clientToken,
    String standbyId) {

  /** The tag that names the image of ours which the instance boots from. */
  public static final String IMAGE_TAG = "berth:image";

  /** What is known of a stopped instance before its zone and type are: enough to terminate it. */
  static InstanceRequest standby(HostRequest host, Claim claim) {
    return new InstanceRequest(
        host.hostId(),
        claim.instanceNumber(),
        host.region(),
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        claim.standbyId());
  }

  /** Whether it boots from an image of ours. */
  public boolean baked() {
    return tags.containsKey(IMAGE_TAG);
  }

  /** What it boots from, in words, for the receipt. */
  public String bootsFrom() {
    return baked()
        ? "boots from image %s (%s)".formatted(tags.get(IMAGE_TAG), imageId)
        : "boots from the stock image %s: Docker is installed".formatted(imageId);
  }
}
