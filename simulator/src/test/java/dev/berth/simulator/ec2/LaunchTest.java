package dev.berth.simulator.ec2;

import static dev.berth.simulator.Refusals.assertRefused;
import static dev.berth.simulator.Simulation.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

class LaunchTest {

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  @TempDir Path directory;
  private Simulation simulation;

  @BeforeEach
  void start() throws IOException {
    simulation =
        new Simulation(directory, options -> options.with(Latency.INSTANCE_VISIBLE, Duration.ZERO));
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void anInstanceIsPendingFirstAndRunsLater() {
    Instance pending = simulation.launch();

    assertThat(pending.state().name()).isEqualTo(InstanceStateName.PENDING);
    simulation.awaitState(pending.instanceId(), InstanceStateName.RUNNING);
  }

  @Test
  void whatWasAskedForIsWhatIsDescribed() {
    Instance launched =
        simulation.launch(
            request ->
                request
                    .clientToken("token")
                    .metadataOptions(
                        options ->
                            options
                                .httpTokens(HttpTokensState.REQUIRED)
                                .httpPutResponseHopLimit(1)));

    Instance instance = simulation.describe(launched.instanceId());
    assertThat(instance.metadataOptions().httpTokens()).hasToString("required");
    assertThat(instance.metadataOptions().httpPutResponseHopLimit()).isEqualTo(1);
    assertThat(instance.clientToken()).isEqualTo("token");
    assertThat(instance.instanceTypeAsString()).isEqualTo("t3.small");
    assertThat(instance.imageId()).isEqualTo(simulation.region.stockImage().id());
    assertThat(instance.subnetId()).isEqualTo(simulation.subnet(0).id());
    assertThat(instance.placement().availabilityZone()).isEqualTo(simulation.subnet(0).zone());
    assertThat(instance.securityGroups().getFirst().groupId())
        .isEqualTo(simulation.region.securityGroups().getFirst());
    assertThat(instance.iamInstanceProfile().arn()).endsWith(":instance-profile/berth-host");
    assertThat(instance.launchTime()).isEqualTo(launched.launchTime());
  }

  @Test
  void aRequestForSeveralLaunchesThemTogether() {
    List<Instance> instances =
        simulation.ec2.runInstances(simulation.request(r -> r.minCount(2).maxCount(3))).instances();

    assertThat(instances).hasSize(3);
    assertThat(instances).extracting(Instance::amiLaunchIndex).containsExactly(0, 1, 2);
  }

  @Test
  void everyInstanceHasAnAddressOfItsOwnThatNeverComesBack() {
    Instance gone = simulation.launch();
    simulation.ec2.terminateInstances(request -> request.instanceIds(gone.instanceId()));

    List<String> later =
        IntStream.range(0, 3).mapToObj(_ -> simulation.launch().privateIpAddress()).toList();

    String network = gone.privateIpAddress().replaceFirst("1$", "");
    assertThat(later).containsExactly(network + "2", network + "3", network + "4");
  }

  @Test
  void anotherAccountOnThisComputerHasOtherAddresses() throws IOException {
    try (var other = new Simulation(directory.resolve("other"))) {
      assertThat(other.launch().privateIpAddress())
          .isNotEqualTo(simulation.launch().privateIpAddress());
    }
  }

  @Test
  void aDryRunChecksEverythingAndLaunchesNothing() {
    assertRefused(() -> simulation.launch(request -> request.dryRun(true)), "DryRunOperation", 412);
    assertRefused(
        () -> simulation.launch(request -> request.dryRun(true).instanceType("t9.tiny")),
        "InvalidParameterValue",
        400);
    assertThat(simulation.aws.snapshot().instances()).isEmpty();
  }

  @Test
  void whatTheAccountDoesNotHaveIsRefused() {
    assertLaunchRefused(r -> r.imageId("ami-0123456789abcdef0"), "InvalidAMIID.NotFound");
    assertLaunchRefused(r -> r.imageId("al2023"), "InvalidAMIID.Malformed");
    assertLaunchRefused(r -> r.instanceType("t9.tiny"), "InvalidParameterValue");
    assertLaunchRefused(r -> r.subnetId("subnet-00000000"), "InvalidSubnetID.NotFound");
    assertLaunchRefused(r -> r.securityGroupIds("sg-00000000"), "InvalidGroup.NotFound");
    assertLaunchRefused(
        r -> r.iamInstanceProfile(profile -> profile.name("nobody")), "InvalidParameterValue");
    assertLaunchRefused(r -> r.minCount(2).maxCount(1), "InvalidParameterValue");
    assertLaunchRefused(r -> r.clientToken("t".repeat(65)), "InvalidClientToken");
    assertThat(simulation.aws.snapshot().instances()).isEmpty();
  }

  @Test
  void anUnknownProfileIsNamedAsAwsNamesIt() {
    assertThatThrownBy(() -> simulation.launch(r -> r.iamInstanceProfile(p -> p.name("nobody"))))
        .hasMessageContaining("Invalid IAM Instance Profile name");
  }

  @Test
  void aTypeWithoutCapacityInOneZoneHasItInAnother() {
    simulation.aws.faults().outOfCapacity("t3.small", "us-east-1a");

    assertRefused(() -> simulation.launch(), "InsufficientInstanceCapacity", 500);
    simulation.launch(request -> request.instanceType("t3.large"));
    simulation.launch(request -> request.subnetId(simulation.subnet(1).id()));

    simulation.aws.faults().clear();
    simulation.launch();
    assertThat(simulation.aws.snapshot().instances()).hasSize(3);
  }

  @Test
  void missingCapacityCanBeTheAnswerThatTheSdkDoesNotRetry() {
    simulation.aws.faults().add(new Fault.OutOfCapacity(null, null, 400));

    assertRefused(() -> simulation.launch(), "InsufficientInstanceCapacity", 400);
  }

  @Test
  void anInstanceCanDieWhilePendingAndSaysWhy() {
    simulation.aws.faults().add(new Fault.DieWhilePending(1, "Server.InternalError"));

    String id = simulation.launch().instanceId();

    simulation.awaitState(id, InstanceStateName.TERMINATED);
    assertThat(simulation.describe(id).stateReason().code()).isEqualTo("Server.InternalError");
    assertThat(simulation.machines.history(id)).isEmpty();
    simulation.awaitState(simulation.launch().instanceId(), InstanceStateName.RUNNING);
  }

  @Test
  void aNewInstanceIsUnknownToOtherCallsAtFirst() throws IOException {
    try (var slow =
        new Simulation(
            directory.resolve("slow"), o -> o.with(Latency.INSTANCE_VISIBLE, FOR_EVER))) {
      String id = slow.launch(request -> request.clientToken("token")).instanceId();

      assertRefused(() -> slow.describe(id), "InvalidInstanceID.NotFound", 400);
      assertRefused(
          () -> slow.ec2.terminateInstances(r -> r.instanceIds(id)),
          "InvalidInstanceID.NotFound",
          400);
      assertThat(slow.state(id)).isEqualTo(InstanceStateName.UNKNOWN_TO_SDK_VERSION);
      assertThat(slow.launch(request -> request.clientToken("token")).instanceId()).isEqualTo(id);
    }
  }

  @Test
  void aNewInstanceBecomesKnown() throws IOException {
    try (var usual = new Simulation(directory.resolve("usual"))) {
      String id = usual.launch().instanceId();

      eventually(() -> usual.state(id), state -> state == InstanceStateName.RUNNING);
    }
  }

  private void assertLaunchRefused(Consumer<RunInstancesRequest.Builder> change, String code) {
    assertRefused(() -> simulation.launch(change), code, 400);
  }
}
