package dev.berth.simulator.ec2;

import static dev.berth.simulator.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.account.Latency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Idempotency of launches. */
class ClientTokenTest {

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
  void theSameTokenInTheSameZoneIsTheSameInstance() {
    Instance first = simulation.launch(request -> request.clientToken("token"));
    Instance again = simulation.launch(request -> request.clientToken("token"));

    assertThat(again.instanceId()).isEqualTo(first.instanceId());
    assertThat(simulation.aws.snapshot().instances()).hasSize(1);
  }

  @Test
  void theSameTokenInAnotherZoneIsASecondInstance() {
    Instance first = simulation.launch(request -> request.clientToken("token"));
    Instance second =
        simulation.launch(
            request -> request.clientToken("token").subnetId(simulation.subnet(1).id()));

    assertThat(second.instanceId()).isNotEqualTo(first.instanceId());
    assertThat(second.placement().availabilityZone()).isEqualTo("us-east-1b");
  }

  @Test
  void theSameTokenWithOtherParametersIsRefused() {
    simulation.launch(request -> request.clientToken("token"));

    assertRefused(
        () -> simulation.launch(r -> r.clientToken("token").instanceType("t3.large")),
        "IdempotentParameterMismatch",
        400);
    assertThat(simulation.aws.snapshot().instances()).hasSize(1);
  }

  @Test
  void theTokenOfATerminatedInstanceIsSpent() {
    Instance first = simulation.launch(request -> request.clientToken("token"));
    simulation.ec2.terminateInstances(request -> request.instanceIds(first.instanceId()));

    assertRefused(
        () -> simulation.launch(request -> request.clientToken("token")),
        "IdempotentInstanceTerminated",
        400);
  }

  @Test
  void withoutATokenEveryLaunchIsANewInstance() {
    assertThat(simulation.launch().instanceId()).isNotEqualTo(simulation.launch().instanceId());
  }

  @Test
  void aTokenThatFoundNoCapacityIsNotSpent() {
    simulation.aws.faults().outOfCapacity("t3.small", "us-east-1a");
    assertRefused(
        () -> simulation.launch(r -> r.clientToken("token")), "InsufficientInstanceCapacity", 500);
    simulation.aws.faults().clear();

    assertThat(simulation.launch(r -> r.clientToken("token")).clientToken()).isEqualTo("token");
  }
}
