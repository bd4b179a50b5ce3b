package dev.berth.simulator.ec2;

import static dev.berth.simulator.Refusals.assertRefused;
import static dev.berth.simulator.Simulation.eventually;
import static dev.berth.simulator.Simulation.filter;
import static java.util.function.Predicate.isEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.account.Account;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class ImageTest {

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  @TempDir Path directory;
  private Simulation simulation;

  @BeforeEach
  void start() throws IOException {
    simulation = open("usual");
  }

  private Simulation open(String folder) throws IOException {
    return new Simulation(
        directory.resolve(folder),
        o ->
            o.with(Latency.INSTANCE_VISIBLE, Duration.ZERO)
                .with(Latency.IMAGE_VISIBLE, Duration.ZERO)
                .with(
                    Latency.CREATE_IMAGE,
                    folder.equals("slow") ? FOR_EVER : Duration.ofMinutes(3)));
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void anImageIsPendingFirstAndAvailableLaterWithItsSnapshot() throws IOException {
    try (var slow = open("slow")) {
      String id = slow.createImage(slow.stopped(), "berth-1");
      Image pending = slow.image(id);
      assertThat(pending.state()).isEqualTo(ImageState.PENDING);
      assertThat(pending.blockDeviceMappings().getFirst().ebs().snapshotId()).isNull();
      assertRefused(() -> slow.launch(r -> r.imageId(id)), "InvalidAMIID.Unavailable");
    }
    String source = simulation.stopped();
    String id = simulation.createImage(source, "berth-1", r -> r.description("for a test"));

    Image image = simulation.awaitImage(id, ImageState.AVAILABLE);

    assertThat(image.name()).isEqualTo("berth-1");
    assertThat(image.description()).isEqualTo("for a test");
    assertThat(image.ownerId()).isEqualTo("123456789012");
    assertThat(image.architectureAsString()).isEqualTo("x86_64");
    assertThat(image.creationDate()).endsWith("Z");
    assertThat(image.stateReason()).isNull();
    Snapshot snapshot = snapshots(simulation).getFirst();
    assertThat(image.blockDeviceMappings().getFirst().ebs().snapshotId())
        .isEqualTo(snapshot.snapshotId());
    assertThat(snapshot.stateAsString()).isEqualTo("completed");
    assertThat(snapshot.description()).isEqualTo("Created by CreateImage(%s) for %s", source, id);
  }

  @Test
  void aRunningInstanceIsRebootedForItUnlessItIsNotToBe() {
    String rebooted = simulation.host();
    simulation.createImage(rebooted, "first");
    eventually(
        () -> simulation.machines.history(rebooted),
        isEqual(List.of("boot", "off", "copy", "boot")));
    assertThat(simulation.describe(rebooted).state().name()).isEqualTo(InstanceStateName.RUNNING);
    simulation.awaitStatus(simulation.send(rebooted, "true"), rebooted, "Success");

    String live = simulation.host();
    simulation.createImage(live, "second", r -> r.noReboot(true));
    eventually(() -> simulation.machines.history(live), isEqual(List.of("boot", "copy live")));
  }

  @Test
  void aStoppedInstanceStaysStopped() {
    String stopped = simulation.stopped();

    simulation.awaitImage(simulation.createImage(stopped, "berth-1"), ImageState.AVAILABLE);

    eventually(() -> simulation.machines.history(stopped), isEqual(List.of("boot", "off", "copy")));
    assertThat(simulation.state(stopped)).isEqualTo(InstanceStateName.STOPPED);
  }

  @Test
  void aHostBootsWithTheDiskThatItsImageWasMadeOf() {
    String builder = simulation.host();
    simulation.awaitStatus(simulation.send(builder, "echo here >left"), builder, "Success");
    String id = simulation.createImage(builder, "berth-1");
    simulation.awaitImage(id, ImageState.AVAILABLE);
    simulation.ec2.terminateInstances(r -> r.instanceIds(builder));

    String host = simulation.launch(r -> r.imageId(id)).instanceId();

    eventually(() -> simulation.isOnline(host), isEqual(true));
    String read = simulation.send(host, "cat left");
    assertThat(simulation.awaitStatus(read, host, "Success").standardOutputContent())
        .isEqualTo("here\n");
  }

  @Test
  void aNameIsTakenUntilItsImageIsDeregistered() {
    String host = simulation.stopped();
    String first = simulation.createImage(host, "berth-1");
    assertRefused(() -> simulation.createImage(host, "berth-1"), "InvalidAMIName.Duplicate");
    assertThatThrownBy(() -> simulation.createImage(host, "berth-1"))
        .hasMessageContaining("AMI name berth-1 is already in use by AMI " + first);

    simulation.ec2.deregisterImage(r -> r.imageId(first));

    assertThat(simulation.createImage(host, "berth-1")).isNotEqualTo(first);
  }

  @Test
  void whatNoImageCanBeIsRefused() {
    String host = simulation.stopped();
    assertRefused(() -> simulation.createImage(host, "a*b"), "InvalidAMIName.Malformed");
    assertRefused(() -> simulation.createImage(host, "ab"), "InvalidAMIName.Malformed");
    assertRefused(
        () -> simulation.createImage(host, "berth", r -> r.description("d".repeat(256))),
        "InvalidParameterValue");
    assertRefused(
        () ->
            simulation.createImage(
                host, "berth", r -> r.tagSpecifications(Simulation.tags("k", "v"))),
        "InvalidParameterValue");
    assertRefused(
        () -> simulation.createImage("i-0123456789abcdef0", "berth"), "InvalidInstanceID.NotFound");
    assertRefused(
        () -> simulation.createImage(host, "berth", r -> r.dryRun(true)), "DryRunOperation", 412);
    String pending = simulation.launch().instanceId();
    simulation.ec2.terminateInstances(r -> r.instanceIds(pending));
    assertThatThrownBy(() -> simulation.createImage(pending, "berth"))
        .isInstanceOf(Ec2Exception.class)
        .hasMessageContaining("Instance is not in state");
    assertThat(simulation.aws.snapshot().images()).isEmpty();
  }

  @Test
  void anImageThatFailsSaysWhyAndLeavesASnapshot() {
    simulation.aws.faults().add(new Fault.ImageFails(1, "Client.SnapshotLimitExceeded"));
    String id = simulation.createImage(simulation.stopped(), "berth-1");

    Image failed = simulation.awaitImage(id, ImageState.FAILED);

    assertThat(failed.stateReason().code()).isEqualTo("Client.SnapshotLimitExceeded");
    assertThat(snapshots(simulation)).extracting(Snapshot::stateAsString).containsExactly("error");
    assertRefused(() -> simulation.launch(r -> r.imageId(id)), "InvalidAMIID.Unavailable");
  }

  @Test
  void everyFilterThatFindsAnImageFindsNoOther() {
    String host = simulation.stopped();
    String mine =
        simulation.createImage(
            host, "berth-mine", r -> r.description("mine's").tagSpecifications(tags("mine")));
    simulation.createImage(host, "other", r -> r.tagSpecifications(tags("other")));
    simulation.awaitImage(mine, ImageState.AVAILABLE);

    for (Filter filter :
        List.of(
            filter("name", "berth-*"),
            filter("image-id", mine),
            filter("tag:name", "mine"),
            filter("description", "mine's"))) {
      assertThat(images(_ -> {}, filter)).as(filter.toString()).containsExactly(mine);
    }
    assertThat(images(r -> r.owners("self"), filter("state", "available"))).contains(mine);
    assertThat(images(_ -> {}, filter("tag-key", "name"))).hasSize(2);
    assertThat(images(_ -> {}, filter("architecture", "arm64")))
        .containsExactly(simulation.region.armImage().id());
    assertThat(images(_ -> {}, filter("owner-alias", "amazon"))).hasSize(2);
    assertRefused(() -> images(_ -> {}, filter("colour", "red")), "InvalidParameterValue");
    assertThat(
            simulation
                .ec2
                .describeSnapshots(r -> r.ownerIds("self").filters(filter("tag:name", "mine")))
                .snapshots())
        .hasSize(1);
  }

  @Test
  void tagsCanBeAddedToImagesAndSnapshots() {
    String id = simulation.createImage(simulation.stopped(), "berth-1");
    String snapshot = snapshots(simulation).getFirst().snapshotId();

    simulation.ec2.createTags(
        r -> r.resources(id, snapshot).tags(Tag.builder().key("late").value("yes").build()));

    assertThat(images(_ -> {}, filter("tag:late", "yes"))).containsExactly(id);
    assertThat(snapshots(simulation).getFirst().tags().getFirst().value()).isEqualTo("yes");
  }

  @Test
  void deregisteringLeavesTheSnapshotWhichIsInUseBefore() {
    String id = simulation.createImage(simulation.stopped(), "berth-1");
    String snapshot = snapshots(simulation).getFirst().snapshotId();
    assertRefused(
        () -> simulation.ec2.deleteSnapshot(r -> r.snapshotId(snapshot)), "InvalidSnapshot.InUse");

    simulation.ec2.deregisterImage(r -> r.imageId(id));

    assertThat(snapshots(simulation)).hasSize(1);
    simulation.ec2.deleteSnapshot(r -> r.snapshotId(snapshot));
    assertThat(snapshots(simulation)).isEmpty();
    assertRefused(
        () -> simulation.ec2.deleteSnapshot(r -> r.snapshotId(snapshot)),
        "InvalidSnapshot.NotFound");
  }

  @Test
  void deregisteringCanTakeTheSnapshotAlong() {
    String host = simulation.stopped();
    String id = simulation.createImage(host, "berth-1");

    var answer = simulation.ec2.deregisterImage(r -> r.imageId(id).deleteAssociatedSnapshots(true));

    assertThat(answer.deleteSnapshotResults().getFirst().returnCodeAsString()).isEqualTo("success");
    assertThat(simulation.aws.snapshot().kept()).containsExactly(host);
  }

  @Test
  void aDeregisteredImageIsGone() {
    String id = simulation.createImage(simulation.stopped(), "berth-1");
    simulation.awaitImage(id, ImageState.AVAILABLE);
    String host = simulation.launch(r -> r.imageId(id)).instanceId();
    simulation.ec2.deregisterImage(r -> r.imageId(id));

    assertRefused(() -> simulation.launch(r -> r.imageId(id)), "InvalidAMIID.NotFound");
    assertRefused(
        () -> simulation.ec2.deregisterImage(r -> r.imageId(id)), "InvalidAMIID.Unavailable");
    assertThat(simulation.ec2.describeImages(r -> r.imageIds(id)).images()).isEmpty();
    simulation.awaitState(host, InstanceStateName.RUNNING);
    simulation.ec2.terminateInstances(r -> r.instanceIds(host));
    simulation.awaitState(host, InstanceStateName.TERMINATED);
    assertRefused(() -> simulation.image(id), "InvalidAMIID.NotFound");
  }

  @Test
  void whatIsNotThisAccountsToDeregisterIsRefused() {
    String stock = simulation.region.stockImage().id();
    assertRefused(() -> simulation.ec2.deregisterImage(r -> r.imageId(stock)), "AuthFailure");
    assertRefused(
        () -> simulation.ec2.deregisterImage(r -> r.imageId("ami-0123456789abcdef0")),
        "InvalidAMIID.NotFound");
    assertRefused(() -> simulation.image("ami-nonsense"), "InvalidAMIID.Malformed");
  }

  @Test
  void anImageOfAnotherArchitectureOrRegionStartsNoHost() {
    assertRefused(
        () -> simulation.launch(r -> r.imageId(simulation.region.armImage().id())),
        "InvalidParameterValue");
    String foreign = Account.standard().region("eu-west-1").stockImage().id();
    assertRefused(() -> simulation.launch(r -> r.imageId(foreign)), "InvalidAMIID.NotFound");
  }

  @Test
  void aRunningInstanceCanBeLost() {
    simulation
        .aws
        .faults()
        .add(new Fault.DieWhileRunning(1, Duration.ofMinutes(20), "Server.InternalError"));
    String builder = simulation.launch().instanceId();

    simulation.awaitState(builder, InstanceStateName.TERMINATED);

    assertThat(simulation.machines.history(builder)).startsWith("boot", "off");
    assertThat(simulation.describe(builder).stateReason().code()).isEqualTo("Server.InternalError");
  }

  @Test
  void imagesSurviveARestartOfTheSimulator() throws IOException {
    String builder = simulation.host();
    simulation.awaitStatus(simulation.send(builder, "echo here >left"), builder, "Success");
    String id = simulation.createImage(builder, "berth-1", r -> r.tagSpecifications(tags("mine")));
    simulation.awaitImage(id, ImageState.AVAILABLE);
    eventually(() -> simulation.machines.history(builder).size(), isEqual(4));
    AccountSnapshot before = simulation.aws.snapshot();
    simulation.close();

    simulation = open("usual");

    assertThat(simulation.aws.snapshot().images()).isEqualTo(before.images());
    assertThat(simulation.aws.snapshot().snapshots()).isEqualTo(before.snapshots());
    String host = simulation.launch(r -> r.imageId(id)).instanceId();
    eventually(() -> simulation.isOnline(host), isEqual(true));
    String read = simulation.send(host, "cat left");
    simulation.awaitStatus(read, host, "Success");
  }

  private List<String> images(Consumer<DescribeImagesRequest.Builder> change, Filter filter) {
    return simulation
        .ec2
        .describeImages(
            r -> {
              r.filters(filter);
              change.accept(r);
            })
        .images()
        .stream()
        .map(Image::imageId)
        .toList();
  }

  private static List<Snapshot> snapshots(Simulation simulation) {
    return simulation.ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots();
  }

  /** A tag on the image and its snapshot. */
  private static List<TagSpecification> tags(String name) {
    return List.of(ResourceType.IMAGE, ResourceType.SNAPSHOT).stream()
        .map(
            type ->
                TagSpecification.builder()
                    .resourceType(type)
                    .tags(Tag.builder().key("name").value(name).build())
                    .build())
        .toList();
  }
}
