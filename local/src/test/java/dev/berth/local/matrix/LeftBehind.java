package dev.berth.local.matrix;

import dev.berth.activities.host.LaunchToken;
import dev.berth.activities.settings.Settings;
import dev.berth.model.Plan;
import dev.berth.workflows.host.InstanceRequest;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What outlives the run that made it: an instance that a failed host left behind. */
final class LeftBehind {
  private final ScenarioRun scenarioRun;
  private final String host;

  LeftBehind(ScenarioRun scenarioRun) {
    this.scenarioRun = scenarioRun;
    host = scenarioRun.region + "-failed";
  }

  /** A host that failed, and its instance. */
  void instance() {
    String operation = host + "-launch";
    scenarioRun.world.registry(
        """
        INSERT INTO hosts (id, region, plan, slots, state, created_by, settled_at, instance_number)
        VALUES ('%s', '%s', 'packed', 7, 'failed', 'matrix', now(), 1)
        """
            .formatted(host, scenarioRun.region));
    scenarioRun.world.registry(
        """
        INSERT INTO operations (id, workflow_id, kind, host_id, region, plan, requester, state, finished_at, receipt)
        VALUES ('%s', 'host/%s', 'launch-host', '%s', '%s', 'packed', 'matrix', 'unwound', now(), '{"left": []}')
        """
            .formatted(operation, host, host, scenarioRun.region));
    launch(
        Map.of(
            "Name",
            "berth-%s-%s".formatted(MatrixWorld.INSTALLATION, host),
            "managed-by",
            "berth",
            "berth:installation",
            MatrixWorld.INSTALLATION,
            "berth:host",
            host,
            "berth:instance-number",
            "1",
            "berth:operation",
            operation,
            "berth:plan",
            Plan.PACKED.word()));
  }

  private void launch(Map<String, String> tags) {
    Settings.Region region = scenarioRun.world.settings.region(scenarioRun.region);
    String image =
        scenarioRun
            .world
            .clients
            .ssm(scenarioRun.region)
            .getParameter(r -> r.name(region.baseImage()))
            .parameter()
            .value();
    TagSpecification tagged =
        TagSpecification.builder()
            .resourceType(ResourceType.INSTANCE)
            .tags(
                tags.entrySet().stream()
                    .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                    .toList())
            .build();
    scenarioRun
        .world
        .clients
        .ec2(scenarioRun.region)
        .runInstances(
            r ->
                r.minCount(1)
                    .maxCount(1)
                    .clientToken(
                        LaunchToken.of(
                            new InstanceRequest.Launch(
                                host,
                                1,
                                region.name(),
                                region.zones().getFirst().name(),
                                region.zones().getFirst().subnetId(),
                                "t3.small",
                                image,
                                region.securityGroupId(),
                                region.instanceProfile(),
                                tags,
                                null)))
                    .imageId(image)
                    .instanceType("t3.small")
                    .subnetId(region.zones().getFirst().subnetId())
                    .tagSpecifications(tagged));
  }
}
