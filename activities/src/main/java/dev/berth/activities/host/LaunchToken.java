package dev.berth.activities.host;

import dev.berth.activities.aws.Hashes;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.workflows.host.InstanceRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The client token of a launch: the hash of the whole request. EC2 launches one instance for it,
 * and shows it with that instance. Tags can be copied to a foreign instance; a client token cannot
 * be set after the launch. The formula must not change: it would disown the instances of older
 * releases that the registry has not recorded.
 */
public final class LaunchToken {
  private static final Set<String> WRITTEN =
      Set.of(
          Tags.INSTALLATION,
          Tags.HOST,
          Tags.INSTANCE_NUMBER,
          Tags.OPERATION,
          Tags.PLAN,
          InstanceRequest.IMAGE_TAG);

  private LaunchToken() {}

  /**
   * Of a request for one instance.
   *
   * @param tags all that the instance gets
   */
  public static String of(
      String region,
      String zone,
      String subnetId,
      String instanceType,
      String amiId,
      String securityGroupId,
      String instanceProfile,
      Map<String, String> tags) {
    return Hashes.sha256(
        String.join(
            "\n",
            region,
            zone,
            subnetId,
            instanceType,
            amiId,
            securityGroupId,
            instanceProfile,
            new TreeMap<>(tags).toString()));
  }

  /**
   * Whether Berth launched this instance with the tags that it has: its token is computed again
   * from what EC2 shows. Its name, its security groups and its profile may have been changed since.
   * False for a terminated instance, of which EC2 shows too little.
   */
  static boolean proves(Settings settings, String regionName, Instance instance) {
    Optional<Region> region = Optional.ofNullable(settings.regions().get(regionName));
    Map<String, String> tags =
        instance.tags().stream()
            .filter(tag -> WRITTEN.contains(tag.key()))
            .collect(Collectors.toMap(Tag::key, Tag::value));
    tags.putAll(Tags.constant(settings, Ec2Instances.tag(instance, Tags.HOST)));
    Stream<String> zones =
        Stream.concat(
            Stream.of(instance.placement().availabilityZone()),
            region.stream()
                .flatMap(r -> r.zones().stream())
                .filter(zone -> zone.subnetId().equals(instance.subnetId()))
                .map(Zone::name));
    List<String> groups =
        Stream.concat(
                instance.securityGroups().stream().map(GroupIdentifier::groupId),
                region.stream().map(Region::securityGroupId))
            .toList();
    List<String> profiles =
        Stream.concat(
                Stream.ofNullable(instance.iamInstanceProfile())
                    .map(profile -> profile.arn().replaceFirst("^.*/", "")),
                region.stream().map(Region::instanceProfile))
            .toList();
    return zones
        .flatMap(
            zone ->
                groups.stream()
                    .flatMap(
                        group ->
                            profiles.stream()
                                .map(
                                    profile ->
                                        of(
                                            regionName,
                                            zone,
                                            String.valueOf(instance.subnetId()),
                                            instance.instanceTypeAsString(),
                                            instance.imageId(),
                                            group,
                                            profile,
                                            tags))))
        .anyMatch(token -> token.equals(instance.clientToken()));
  }
}
