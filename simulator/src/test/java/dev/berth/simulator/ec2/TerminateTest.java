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
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class TerminateTest {

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
      assertRefused(() -> forgetful.describe(id), "InvalidInstanceID.NotFound");
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
        "InvalidInstanceID.NotFound");

    assertThat(simulation.aws.snapshot().alive()).hasSize(1);
  }
}
