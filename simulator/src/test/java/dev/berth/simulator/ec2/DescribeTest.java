package dev.berth.simulator.ec2;

import static dev.berth.simulator.Refusals.assertRefused;
import static dev.berth.simulator.Simulation.filter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.account.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    assertRefused(() -> ids(filter("colour", "red")), "InvalidParameterValue");
    assertThatThrownBy(() -> ids(filter("colour", "red")))
        .hasMessageContaining("The filter 'colour' is invalid");
  }

  @Test
  void aFilterValueIsAtMost255Characters() {
    assertThat(ids(filter("tag:k", "v".repeat(255)))).isEmpty();
    assertRefused(() -> ids(filter("tag:k", "v".repeat(256))), "FilterLimitExceeded");
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
        () -> simulation.ec2.describeInstances(r -> r.maxResults(4)), "InvalidParameterValue");
    assertRefused(
        () -> simulation.ec2.describeInstances(r -> r.nextToken("?!").maxResults(5)),
        "InvalidNextToken");
  }

  @Test
  void idsThatNobodyHasAreToldApartFromIdsThatNobodyCanHave() {
    assertRefused(() -> simulation.describe("i-0123456789abcdef0"), "InvalidInstanceID.NotFound");
    assertRefused(() -> simulation.describe("i-nonsense"), "InvalidInstanceID.Malformed");
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
    assertRefused(() -> simulation.launchTagged("aws:mine", "x"), "InvalidParameterValue");
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
        "InvalidAMIID.NotFound");
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
    assertRefused(() -> simulation.ec2.describeVpcs(), "InvalidAction");
  }

  private List<String> ids(Filter... filters) {
    return simulation.ec2.describeInstances(r -> r.filters(filters)).reservations().stream()
        .map(Reservation::instances)
        .flatMap(List::stream)
        .map(Instance::instanceId)
        .toList();
  }
}
