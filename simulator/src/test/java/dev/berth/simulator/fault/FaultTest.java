package dev.berth.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class FaultTest {

  @TempDir Path directory;
  private Simulation simulation;
  private Faults faults;

  @BeforeEach
  void start() throws IOException {
    simulation =
        new Simulation(directory, options -> options.with(Latency.INSTANCE_VISIBLE, Duration.ZERO));
    faults = simulation.aws.faults();
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void soManyCallsFailAndDoNothing() {
    faults.failNext(2, "RunInstances", "InternalError", 500);

    assertFails("InternalError", 500);
    assertFails("InternalError", 500);
    simulation.launch();
    assertThat(simulation.aws.snapshot().instances()).hasSize(1);
    assertThat(faults.active()).isEmpty();
  }

  @Test
  void aFailureCanBeAboutOneTypeInOneZone() {
    faults.add(
        new Fault.Fail(
            "RunInstances", 1, "VcpuLimitExceeded", 400, List.of("t3.large", "us-east-1b")));

    simulation.launch();
    simulation.launch(request -> request.instanceType("t3.large"));
    assertThatThrownBy(
            () ->
                simulation.launch(
                    r -> r.instanceType("t3.large").subnetId(simulation.subnet(1).id())))
        .isInstanceOf(Ec2Exception.class);
  }

  @Test
  void aFailureCanBeAboutOneInstance() {
    String spared = simulation.launch().instanceId();
    String doomed = simulation.launch().instanceId();
    faults.add(new Fault.Fail("DescribeInstances", 1, "InternalError", 500, List.of(doomed)));

    simulation.describe(spared);
    assertThatThrownBy(() -> simulation.describe(doomed)).isInstanceOf(Ec2Exception.class);
    simulation.describe(doomed);
  }

  @Test
  void aLostAnswerHidesASuccess() {
    faults.loseNextAnswers(1, "RunInstances");

    assertThatThrownBy(() -> simulation.launch(request -> request.clientToken("token")))
        .isInstanceOf(SdkClientException.class);

    String found = simulation.launch(request -> request.clientToken("token")).instanceId();
    assertThat(simulation.aws.snapshot().instances())
        .extracting(AccountSnapshot.InstanceEntry::id)
        .containsExactly(found);
  }

  @Test
  void aDelayedCallStillHappens() {
    faults.add(new Fault.Delay("RunInstances", 1, Duration.ofMillis(200), List.of()));
    Instant before = Instant.now();

    assertThat(simulation.launch().launchTime()).isAfterOrEqualTo(before.plusMillis(199));
  }

  @Test
  void aFractionOfCallsIsThrottledAndTheSeedSaysWhich() {
    List<Boolean> first = throttled(new Fault.Throttle("DescribeSubnets", 0.5, 7, List.of()));
    List<Boolean> again = throttled(new Fault.Throttle("DescribeSubnets", 0.5, 7, List.of()));
    List<Boolean> other = throttled(new Fault.Throttle("DescribeSubnets", 0.5, 8, List.of()));

    assertThat(first).contains(true, false).isEqualTo(again).isNotEqualTo(other);
    assertThat(simulation.aws.snapshot().throttled()).containsOnlyKeys("DescribeSubnets");
  }

  private List<Boolean> throttled(Fault fault) {
    faults.add(fault);
    List<Boolean> calls =
        IntStream.range(0, 20)
            .mapToObj(
                _ -> {
                  try {
                    simulation.ec2.describeSubnets();
                    return false;
                  } catch (Ec2Exception refusal) {
                    assertThat(refusal.awsErrorDetails().errorCode())
                        .isEqualTo("RequestLimitExceeded");
                    return true;
                  }
                })
            .toList();
    faults.clear();
    return calls;
  }

  @Test
  void everyCallIsCounted() {
    simulation.launch();
    faults.failNext(1, "RunInstances", "InternalError", 500);
    assertFails("InternalError", 500);

    assertThat(simulation.aws.snapshot().calls()).containsEntry("RunInstances", 2L);
  }

  private void assertFails(String code, int status) {
    assertThatThrownBy(() -> simulation.launch())
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            failure -> {
              assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(failure.statusCode()).isEqualTo(status);
            });
  }
}
