package dev.berth.activities.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.activities.settings.Settings;
import dev.berth.activities.settings.Settings.Region;
import dev.berth.activities.settings.Settings.Zone;
import dev.berth.workflows.host.InstanceRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.Tag;

class LaunchTokenTest {
  private static final Map<String, String> TAGS =
      Map.of(
          "Name", "berth-main-h1",
          "managed-by", "berth",
          "berth:installation", "main",
          "berth:host", "h1",
          "berth:instance-number", "2",
          "berth:operation", "op-1",
          "berth:plan", "packed",
          "berth:image", "m1");

  /** Instances of older releases are known by it. */
  @Test
  void theFormulaStaysAsItIs() {
    assertThat(token("zone-a"))
        .isEqualTo("ceb12541d16db7da0d382c956a97c67acb1a70b5f28afb2c665f1dfc4a7ea69a");
  }

  private static String token(String zone) {
    return LaunchToken.of(
        new InstanceRequest.Launch(
            "h1",
            2,
            "region-1",
            zone,
            "subnet-1",
            "t3.small",
            "ami-1",
            "sg-1",
            "berth-host",
            TAGS,
            null));
  }

  @Test
  void anInstanceOfALaunchIsProven() {
    assertThat(proves(settings(), _ -> {})).isTrue();
  }

  @Test
  void whatOperatorsMayChangeDoesNotMatter() {
    assertThat(proves(settings(), i -> i.securityGroups(group("sg-2"), group("sg-1")))).isTrue();
    assertThat(proves(settings(), i -> i.securityGroups(group("sg-2")))).isTrue();
    assertThat(proves(settings(), i -> i.iamInstanceProfile((IamInstanceProfile) null))).isTrue();
    assertThat(proves(settings(), i -> i.tags(tags(Map.of("Name", "web", "team", "a"))))).isTrue();
  }

  @Test
  void aZoneThatIsConfiguredUnderAnotherNameIsProven() {
    assertThat(
            proves(
                settings(),
                i ->
                    i.placement(Placement.builder().availabilityZone("zone-b").build())
                        .clientToken(token("zone-a"))))
        .isTrue();
  }

  @Test
  void aRegionThatIsNotConfiguredIsJudgedByWhatIsShown() {
    assertThat(proves(settings(Map.of()), _ -> {})).isTrue();
    assertThat(proves(settings(Map.of()), i -> i.securityGroups(group("sg-2")))).isFalse();
  }

  @Test
  void anotherTokenOrOtherTagsAreNotProven() {
    assertThat(proves(settings(), i -> i.clientToken("another"))).isFalse();
    assertThat(proves(settings(), i -> i.clientToken(null))).isFalse();
    assertThat(proves(settings(), i -> i.tags(tags(Map.of("berth:host", "h2"))))).isFalse();
    assertThat(proves(settings(), i -> i.tags(tags(Map.of("berth:operation", "o"))))).isFalse();
    assertThat(proves(settings(), i -> i.tags(tags(Map.of("berth:image", "m2"))))).isFalse();
    assertThat(proves(settings(), i -> i.instanceType("t3.large"))).isFalse();
    assertThat(proves(settings(), i -> i.imageId("ami-2"))).isFalse();
  }

  /** EC2 shows neither its subnet nor its groups. */
  @Test
  void aTerminatedInstanceIsNotProven() {
    assertThat(proves(settings(), i -> i.subnetId(null).securityGroups(List.of()))).isFalse();
  }

  private static boolean proves(Settings settings, Consumer<Instance.Builder> change) {
    Instance.Builder instance =
        Instance.builder()
            .instanceId("i-1")
            .placement(Placement.builder().availabilityZone("zone-a").build())
            .subnetId("subnet-1")
            .instanceType("t3.small")
            .imageId("ami-1")
            .securityGroups(group("sg-1"))
            .iamInstanceProfile(
                IamInstanceProfile.builder()
                    .arn("arn:aws:iam::1:instance-profile/path/berth-host")
                    .build())
            .tags(tags(Map.of()))
            .clientToken(token("zone-a"));
    change.accept(instance);
    return LaunchToken.proves(settings, "region-1", instance.build());
  }

  private static GroupIdentifier group(String id) {
    return GroupIdentifier.builder().groupId(id).build();
  }

  private static List<Tag> tags(Map<String, String> changed) {
    Map<String, String> all = new TreeMap<>(TAGS);
    all.putAll(changed);
    return all.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static Settings settings() {
    return settings(
        Map.of(
            "region-1",
            new Region(
                "region-1",
                List.of(new Zone("zone-a", "subnet-1")),
                "sg-1",
                "berth-host",
                "ami-0",
                "http",
                "localhost")));
  }

  private static Settings settings(Map<String, Region> regions) {
    return new Settings(
        "main", regions, Map.of(), "core", "1", null, Duration.ofMillis(50), 2, Optional.empty());
  }
}
