package dev.berth.simulator.ec2;

import static dev.berth.simulator.Simulation.eventually;
import static java.util.function.Predicate.isEqual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.host.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class HostsTest {

  @TempDir Path directory;

  @Test
  void aHostRunsWhatSystemsManagerIsSentAndReportsIt() throws IOException {
    try (var simulation = new Simulation(directory)) {
      String host = simulation.host();

      String command = simulation.send(host, "echo hello", "echo oops >&2", "exit 7");

      var result = simulation.awaitStatus(command, host, "Failed");
      assertThat(result.responseCode()).isEqualTo(7);
      assertThat(result.standardOutputContent()).isEqualTo("hello\n");
      assertThat(result.standardErrorContent()).isEqualTo("oops\n");
    }
  }

  @Test
  void aTerminatedInstanceTurnsItsMachineOffAndErasesIt() throws IOException {
    try (var simulation = new Simulation(directory)) {
      String host = simulation.host();

      simulation.ec2.terminateInstances(request -> request.instanceIds(host));

      eventually(() -> simulation.machines.history(host), isEqual(List.of("boot", "off", "erase")));
      simulation.awaitState(host, InstanceStateName.TERMINATED);
    }
  }

  @Test
  void aMachineKnowsItsImageItsAddressAndItsScaledDelays() throws IOException {
    try (var simulation = new Simulation(directory)) {
      String id =
          simulation.launch(r -> r.imageId(simulation.region.dockerImage().id())).instanceId();
      String address = simulation.launch().privateIpAddress();

      eventually(() -> simulation.machines.history(id), isEqual(List.of("boot")));
      Machine.Spec spec = simulation.machines.spec(id);
      assertThat(spec.software()).isEqualTo(Machine.Software.DOCKER);
      assertThat(spec.address()).matches("127\\.\\d+\\.\\d+\\.1");
      assertThat(address).isEqualTo(spec.address().replaceFirst("1$", "2"));
      assertThat(spec.region()).isEqualTo("us-east-1");
      assertThat(spec.awsEndpoint()).isEqualTo(simulation.aws.endpoint());
      assertThat(spec.delays())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "dnf-upgrade", Duration.ofMillis(130),
                  "dnf-install", Duration.ofMillis(45),
                  "dnf-check", Duration.ofMillis(2),
                  "docker-pull", Duration.ofMillis(25),
                  "docker-pull-check", Duration.ofNanos(1_500_000),
                  "aws-cli", Duration.ofNanos(500_000),
                  "docker-run", Duration.ofMillis(1),
                  "core-start", Duration.ofNanos(4_100_000)));
    }
  }
}
