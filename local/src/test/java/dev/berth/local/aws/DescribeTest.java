package dev.berth.local.aws;

import static dev.berth.local.aws.Simulation.filter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

class DescribeTest {

  @TempDir Path directory;
  private Simulation simulation;

  @BeforeEach
  void start() throws IOException {
    simulation =
        new Simulation(
            directory,
            options ->
                options
                    .with(Latency.INSTANCE_VISIBLE, Duration.ZERO)
                    .with(Latency.TERMINATED_VISIBLE, Duration.ofDays(10_000)));
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void everyFilterThatBerthUsesFindsItsInstancesAndNoOthers() {
    Instance mine =
        simulation.launch(
            request ->
                request
                    .clientToken("mine")
                    .subnetId(simulation.subnet(2).id())
                    .imageId(simulation.region.dockerImage().id())
                    .tagSpecifications(Simulation.tags("berth:host", "h1")));
    simulation.launchTagged("berth:other", "h1");
    simulation.awaitState(mine.instanceId(), InstanceStateName.RUNNING);

    for (Filter filter :
        List.of(
            filter("tag:berth:host", "h1"),
            filter("tag:berth:host", "h0", "h1"),
            filter("tag:berth:host", "h*"),
            filter("tag:berth:host", "?1"),
            filter("tag-key", "berth:host"),
            filter("instance-id", mine.instanceId()),
            filter("client-token", "mine"),
            filter("image-id", simulation.region.dockerImage().id()),
            filter("subnet-id", simulation.subnet(2).id()),
            filter("availability-zone", "us-east-1c"))) {
      assertThat(ids(filter)).as(filter.toString()).containsExactly(mine.instanceId());
    }
    assertThat(ids(filter("instance-state-name", "running"))).contains(mine.instanceId());
    assertThat(ids(filter("instance-state-name", "terminated"))).isEmpty();
    assertThat(ids(filter("tag:berth:host", "h1"), filter("client-token", "other"))).isEmpty();
  }

  @Test
  void anUnknownFilterIsAnErrorAndNotEverything() {
    simulation.launch();

    assertRefused(
        () -> ids(filter("colour", "red")), "InvalidParameterValue", "'colour' is invalid");
  }

  @Test
  void aFilterValueIsAtMost255Characters() {
    assertThat(ids(filter("tag:k", "v".repeat(255)))).isEmpty();
    assertRefused(() -> ids(filter("tag:k", "v".repeat(256))), "FilterLimitExceeded", "255");
  }

  @Test
  void pagesShowEveryInstanceOnce() {
    List<String> launched =
        IntStream.range(0, 12).mapToObj(_ -> simulation.launch().instanceId()).toList();

    var first = simulation.ec2.describeInstances(request -> request.maxResults(5));
    assertThat(first.reservations()).hasSize(5);
    List<String> all =
        simulation
            .ec2
            .describeInstancesPaginator(request -> request.maxResults(5))
            .reservations()
            .stream()
            .flatMap(reservation -> reservation.instances().stream())
            .map(Instance::instanceId)
            .toList();

    assertThat(all).containsExactlyElementsOf(launched);
  }

  @Test
  void aPageHasFiveToAThousandInstances() {
    assertRefused(
        () -> simulation.ec2.describeInstances(r -> r.maxResults(4)),
        "InvalidParameterValue",
        "maxResults");
    assertRefused(
        () -> simulation.ec2.describeInstances(r -> r.nextToken("?!").maxResults(5)),
        "InvalidNextToken",
        "token");
  }

  @Test
  void idsThatNobodyHasAreToldApartFromIdsThatNobodyCanHave() {
    assertRefused(
        () -> simulation.describe("i-0123456789abcdef0"),
        "InvalidInstanceID.NotFound",
        "'i-0123456789abcdef0' does not exist");
    assertRefused(() -> simulation.describe("i-nonsense"), "InvalidInstanceID.Malformed", "id");
  }

  @Test
  void tagsOfTheLaunchAndLaterOnesAreOnTheInstance() {
    Instance instance = simulation.launchTagged("first", "a < b & c");
    simulation.ec2.createTags(
        r ->
            r.resources(instance.instanceId())
                .tags(Tag.builder().key("second").value("2").build()));

    assertThat(simulation.describe(instance.instanceId()).tags())
        .extracting(Tag::key, Tag::value)
        .containsExactlyInAnyOrder(tuple("first", "a < b & c"), tuple("second", "2"));
  }

  @Test
  void reservedTagsAreRefused() {
    assertRefused(
        () -> simulation.launchTagged("aws:mine", "x"), "InvalidParameterValue", "reserved");
  }

  @Test
  void aTerminatedInstanceIsStillSeenWithoutItsAddress() {
    String id = simulation.launch().instanceId();
    simulation.ec2.terminateInstances(request -> request.instanceIds(id));
    simulation.awaitState(id, InstanceStateName.TERMINATED);

    Instance gone = simulation.describe(id);
    assertThat(gone.privateIpAddress()).isNull();
    assertThat(gone.subnetId()).isNull();
    assertThat(gone.stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
  }

  @Test
  void aTerminatedInstanceIsForgottenInTheEndButNotByTheSnapshot() throws IOException {
    try (var forgetful =
        new Simulation(
            directory.resolve("forgetful"),
            options -> options.with(Latency.TERMINATED_VISIBLE, Duration.ZERO))) {
      String id = forgetful.launch().instanceId();
      forgetful.awaitState(id, InstanceStateName.RUNNING);
      forgetful.ec2.terminateInstances(request -> request.instanceIds(id));

      forgetful.awaitState(id, InstanceStateName.UNKNOWN_TO_SDK_VERSION);
      assertRefused(() -> forgetful.describe(id), "InvalidInstanceID.NotFound", id);
      assertThat(forgetful.aws.snapshot().instances()).hasSize(1);
      assertThat(forgetful.aws.snapshot().alive()).isEmpty();
    }
  }

  @Test
  void terminatingTwiceIsTerminatingOnce() {
    String id = simulation.launch().instanceId();

    var first = simulation.ec2.terminateInstances(r -> r.instanceIds(id)).terminatingInstances();
    var again = simulation.ec2.terminateInstances(r -> r.instanceIds(id)).terminatingInstances();

    assertThat(first.getFirst().currentState().name()).isEqualTo(InstanceStateName.SHUTTING_DOWN);
    assertThat(first.getFirst().previousState().name())
        .isNotEqualTo(InstanceStateName.SHUTTING_DOWN);
    assertThat(again.getFirst().previousState().name())
        .isIn(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);
  }

  @Test
  void oneUnknownIdSparesTheOthers() {
    String id = simulation.launch().instanceId();

    assertRefused(
        () -> simulation.ec2.terminateInstances(r -> r.instanceIds(id, "i-0123456789abcdef0")),
        "InvalidInstanceID.NotFound",
        "i-0123456789abcdef0");

    assertThat(simulation.aws.snapshot().alive()).hasSize(1);
  }

  @Test
  void statusShowsRunningInstancesUnlessAllAreAskedFor() throws IOException {
    try (var slow =
        new Simulation(
            directory.resolve("slow"),
            o ->
                o.with(Latency.INSTANCE_VISIBLE, Duration.ZERO)
                    .with(Latency.PENDING, Duration.ofDays(10_000)))) {
      slow.launch();
      assertThat(slow.ec2.describeInstanceStatus().instanceStatuses()).isEmpty();
      assertThat(
              slow.ec2.describeInstanceStatus(r -> r.includeAllInstances(true)).instanceStatuses())
          .hasSize(1);
    }
    String running = simulation.launch().instanceId();
    simulation.awaitState(running, InstanceStateName.RUNNING);
    var status =
        simulation.ec2.describeInstanceStatus(r -> r.instanceIds(running)).instanceStatuses();
    assertThat(status).hasSize(1);
  }

  @Test
  void imagesAndSubnetsOfTheAccountAreFound() {
    assertThat(simulation.ec2.describeImages(r -> r.owners("self")).images())
        .extracting(Image::imageId)
        .containsExactly(simulation.region.dockerImage().id());
    assertThat(
            simulation
                .ec2
                .describeImages(r -> r.imageIds(simulation.region.stockImage().id()))
                .images())
        .extracting(Image::stateAsString)
        .containsExactly("available");
    assertRefused(
        () -> simulation.ec2.describeImages(r -> r.imageIds("ami-0123456789abcdef0")),
        "InvalidAMIID.NotFound",
        "ami-0123456789abcdef0");
    assertThat(simulation.ec2.describeSubnets().subnets())
        .extracting(Subnet::availabilityZone)
        .containsExactly("us-east-1a", "us-east-1b", "us-east-1c");
  }

  @Test
  void regionsDoNotSeeEachOther() {
    simulation.launch();

    try (var europe = simulation.ec2("eu-west-1")) {
      assertThat(europe.describeInstances().reservations()).isEmpty();
      assertThat(europe.describeSubnets().subnets())
          .extracting(Subnet::availabilityZone)
          .contains("eu-west-1a");
    }
  }

  @Test
  void anOperationThatIsNotOfferedIsAwssOwnError() {
    assertRefused(() -> simulation.ec2.describeVpcs(), "InvalidAction", "DescribeVpcs");
  }

  private List<String> ids(Filter... filters) {
    return simulation.ec2.describeInstances(r -> r.filters(filters)).reservations().stream()
        .map(Reservation::instances)
        .flatMap(List::stream)
        .map(Instance::instanceId)
        .toList();
  }

  private static void assertRefused(ThrowingCallable call, String code, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(refusal.awsErrorDetails().errorMessage()).contains(words);
            });
  }
}
