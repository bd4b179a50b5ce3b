package dev.berth.worker.deploy;

import static dev.berth.worker.deploy.Berth.core;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.activities.host.Tags;
import dev.berth.model.ImageState;
import dev.berth.registry.host.HostRecord;
import dev.berth.registry.operation.Operation;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.AccountSnapshot.ImageEntry;
import dev.berth.simulator.account.AccountSnapshot.SnapshotEntry;
import dev.berth.workflows.core.Core;
import dev.berth.workflows.image.ImageTask;
import dev.berth.workflows.sweep.Finding;
import dev.berth.workflows.sweep.Finding.Kind;
import dev.berth.workflows.sweep.SweepReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** Instances, images and snapshots that have Berth's names and tags, and are not Berth's. */
class StrangersTest extends Swept {
  private Baking baking;
  private Ec2Client ec2;

  @BeforeEach
  void clients() {
    baking = new Baking(berth);
    ec2 = berth.clients.ec2(Berth.REGION);
  }

  /** With an instance that Berth must not end, or with tags of an operation that never was. */
  @Test
  void copiedTagsDoNotMakeAnInstanceOursAndDoNotStopTheSweep() {
    Core core = core(berth.deploy("acme", "production"));
    HostRecord host = berth.registry.hosts().list().getFirst();
    String copy = sweep.launch(sweep.tags(host.id(), 1, host.operationId()), "of-a-stranger-1");
    String unknown = sweep.launch(sweep.tags("h2", 7, "op-that-never-was"), "of-a-stranger-2");
    String orphan = sweep.leftBehind("h1");

    SweepReport report = sweep.twice();
    await().until(() -> !sweep.alive(orphan));

    assertThat(report.refused()).isNull();
    assertThat(report.findings())
        .filteredOn(finding -> finding.kind() == Kind.STRANGE)
        .allSatisfy(finding -> assertThat(finding.what()).contains("client token"))
        .extracting(Finding::instanceId)
        .containsExactlyInAnyOrder(copy, unknown);
    assertThat(List.of(copy, unknown)).allMatch(sweep::alive);
    outside.answersOnlyToItsKey(core);
  }

  @Test
  void aHostOfAnotherRegionIsNotLookedForHereBecauseOfACopiedTag() {
    berth.addHost("h9");
    sweep.sql(
        """
        UPDATE hosts SET region = 'eu-west-1', state = 'ready', instance_id = 'i-elsewhere',
          instance_number = 1, address = '127.1.1.1', settled_at = now() WHERE id = 'h9'
        """);
    sweep.operation("op-9", "h9");
    String copy = sweep.launch(sweep.tags("h9", 1, "op-9"), "of-a-stranger");

    SweepReport report = sweep.twice();

    assertThat(report.findings()).extracting(Finding::kind).containsExactly(Kind.STRANGE);
    assertThat(sweep.alive(copy)).isTrue();
    assertThat(berth.registry.hosts().find("h9").orElseThrow().region()).isEqualTo("eu-west-1");
  }

  /** The name can be foretold, and tags can be copied; every new host would boot that disk. */
  @Test
  void anImageWithTheNameAndTagsOfOursIsNotAdoptedAndStays() {
    ImageEntry ours = bakedAndGone();
    String strangers = image(ours.name(), ours.tags(), Map.of());

    Operation failed = baking.awaitFailure(baking.ask());

    assertThat(failed.reason()).isEqualTo("image-failed");
    assertThat(failed.message()).contains("AMI " + strangers, "was not made of its builder");
    assertThat(baking.upkeep()).isEmpty();
    assertThat(berth.aws.snapshot().images())
        .filteredOn(image -> image.id().equals(strangers))
        .extracting(ImageEntry::state)
        .containsExactly("available");
    assertThat(berth.registry.images().list()).noneMatch(i -> strangers.equals(i.amiId()));
  }

  @Test
  void anImageThatHasOurNameOnlyIsNamedInsteadOfWaitedFor() {
    String strangers = image(bakedAndGone().name(), Map.of(), Map.of());

    assertThat(baking.awaitFailure(baking.ask()).message()).contains("AMI " + strangers);
  }

  @Test
  void aSnapshotWithCopiedTagsOutlivesTheImage() {
    ImageTask task = baking.ask();
    String imageId = baking.await(task).id();
    SnapshotEntry ours = berth.aws.snapshot().snapshots().getFirst();
    image("a-stranger", Map.of(), ours.tags());
    sweep.sql("UPDATE images SET state = 'failed', current = false");

    assertThat(baking.upkeep()).hasSize(1);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                berth.registry.images().find(imageId).orElseThrow().state() == ImageState.RETIRED);

    assertThat(berth.aws.snapshot().snapshots())
        .filteredOn(SnapshotEntry::isKept)
        .singleElement()
        .satisfies(kept -> assertThat(kept.id()).isNotEqualTo(ours.id()));
  }

  /** Whose name is free again, and which is to be baked once more. */
  private ImageEntry bakedAndGone() {
    baking.baked();
    ImageEntry ours = berth.aws.snapshot().images().getFirst();
    ec2.deregisterImage(r -> r.imageId(ours.id()));
    sweep.sql("UPDATE images SET state = 'failed', current = false");
    return ours;
  }

  /** Makes an image of an instance that is not Berth's. */
  private String image(String name, Map<String, String> tags, Map<String, String> snapshotTags) {
    Account.Region region = Account.standard().region(Berth.REGION);
    String instance =
        ec2.runInstances(
                r ->
                    r.imageId(region.stockImage().id())
                        .instanceType("t3.small")
                        .subnetId(region.subnets().getFirst().id())
                        .minCount(1)
                        .maxCount(1))
            .instances()
            .getFirst()
            .instanceId();
    await()
        .ignoreExceptionsInstanceOf(Ec2Exception.class) // it cannot be seen at once
        .until(
            () ->
                ec2.describeInstances(r -> r.instanceIds(instance)).reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .allMatch(i -> i.state().name() == InstanceStateName.RUNNING));
    return ec2.createImage(
            r ->
                r.instanceId(instance)
                    .name(name)
                    .tagSpecifications(
                        Stream.of(
                                Tags.on(ResourceType.IMAGE, tags),
                                Tags.on(ResourceType.SNAPSHOT, snapshotTags))
                            .filter(specification -> !specification.tags().isEmpty())
                            .toList()))
        .imageId();
  }
}
