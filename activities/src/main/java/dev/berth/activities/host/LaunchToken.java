package dev.berth.activities.host;

import com.google.common.collect.Sets;
import dev.berth.activities.aws.Hashes;
import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.workflows.host.InstanceRequest;
import java.util.LinkedHashSet;
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
   * Of a request; host and instance number are in its tags, and the token that it has is left out.
   */
  public static String of(InstanceRequest.Launch request) {
    return Hashes.sha256(
        String.join(
            "\n",
            request.region(),
            request.zone(),
            request.subnetId(),
            request.instanceType(),
            request.amiId(),
            request.securityGroupId(),
            request.instanceProfile(),
            new TreeMap<>(request.tags()).toString()));
  }

  /**
   * Whether Berth launched this instance with the tags that it has: its token is computed again
   * from what EC2 shows. Its name, its security groups and its profile may have been changed since,
   * and a zone may be configured under another name. False for a terminated instance, of which EC2
   * shows too little.
   */
  static boolean proves(Settings settings, String regionName, Instance instance) {
    return requests(settings, regionName, instance)
        .map(LaunchToken::of)
        .anyMatch(token -> token.equals(instance.clientToken()));
  }

  /** The requests that an instance may come from. */
  private static Stream<InstanceRequest.Launch> requests(
      Settings settings, String regionName, Instance instance) {
    Optional<Region> region = Optional.ofNullable(settings.regions().get(regionName));
    String subnet = String.valueOf(instance.subnetId());
    Map<String, String> tags =
        instance.tags().stream()
            .filter(tag -> WRITTEN.contains(tag.key()))
            .collect(Collectors.toMap(Tag::key, Tag::value));
    tags.putAll(Tags.constant(settings, Ec2Instances.tag(instance, Tags.HOST)));
    Set<String> zones = new LinkedHashSet<>(List.of(instance.placement().availabilityZone()));
    Set<String> groups = new LinkedHashSet<>();
    Set<String> profiles = new LinkedHashSet<>();
    instance.securityGroups().stream().map(GroupIdentifier::groupId).forEach(groups::add);
    Optional.ofNullable(instance.iamInstanceProfile())
        .map(profile -> profile.arn().replaceFirst("^.*/", ""))
        .ifPresent(profiles::add);
    region.ifPresent(
        configured -> {
          configured.zones().stream()
              .filter(zone -> zone.subnetId().equals(subnet))
              .map(Zone::name)
              .forEach(zones::add);
          groups.add(configured.securityGroupId());
          profiles.add(configured.instanceProfile());
        });
    return Sets.cartesianProduct(zones, groups, profiles).stream()
        .map(
            tried ->
                new InstanceRequest.Launch(
                    null,
                    0,
                    regionName,
                    tried.get(0),
                    subnet,
                    instance.instanceTypeAsString(),
                    instance.imageId(),
                    tried.get(1),
                    tried.get(2),
                    tags,
                    null));
  }
}
