package dev.berth.simulator.ec2;

import static dev.berth.simulator.Refusals.assertRefused;
import static dev.berth.simulator.Simulation.eventually;
import static java.util.function.Predicate.isEqual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.Simulation;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class StopTest {

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  @TempDir Path directory;

  @Test
  void aStoppedInstanceKeepsItsAddressAndDiskAndIsLeftOver() throws IOException {
    try (var simulation = open()) {
      String host = simulation.host();
      String address = simulation.describe(host).privateIpAddress();

      var change = stop(simulation, host);

      assertThat(change.previousState().name()).isEqualTo(InstanceStateName.RUNNING);
      assertThat(change.currentState().name()).isEqualTo(InstanceStateName.STOPPING);
      simulation.awaitState(host, InstanceStateName.STOPPED);
      Instance stopped = simulation.describe(host);
      assertThat(stopped.privateIpAddress()).isEqualTo(address);
      assertThat(stopped.stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
      eventually(() -> simulation.machines.history(host), isEqual(List.of("boot", "off")));
      assertThat(simulation.machines.spec(host).directory()).exists();
      assertThat(simulation.aws.snapshot().kept()).containsExactly(host);
    }
  }

  @Test
  void startedAgainItIsTheSameInstanceInANewBoot() throws IOException {
    try (var simulation = open()) {
      String host = simulation.host();
      Instance before = simulation.describe(host);
      simulation.awaitStatus(simulation.send(host, "echo here >left"), host, "Success");
      stopFully(simulation, host);

      var change =
          simulation.ec2.startInstances(r -> r.instanceIds(host)).startingInstances().getFirst();

      assertThat(change.previousState().name()).isEqualTo(InstanceStateName.STOPPED);
      assertThat(change.currentState().name()).isEqualTo(InstanceStateName.PENDING);
      simulation.awaitState(host, InstanceStateName.RUNNING);
      Instance after = simulation.describe(host);
      assertThat(after.privateIpAddress()).isEqualTo(before.privateIpAddress());
      assertThat(after.launchTime()).isAfter(before.launchTime());
      assertThat(after.stateReason()).isNull();
      String read = simulation.send(host, "cat left");
      assertThat(simulation.awaitStatus(read, host, "Success").standardOutputContent())
          .isEqualTo("here\n");
      assertThat(simulation.machines.history(host)).containsExactly("boot", "off", "boot");
    }
  }

  @Test
  void bothCanBeRepeated() throws IOException {
    try (var simulation = open()) {
      String host = simulation.host();
      stopFully(simulation, host);
      assertThat(stop(simulation, host).currentState().name()).isEqualTo(InstanceStateName.STOPPED);

      simulation.ec2.startInstances(r -> r.instanceIds(host));
      simulation.awaitState(host, InstanceStateName.RUNNING);
      simulation.ec2.startInstances(r -> r.instanceIds(host));
      assertThat(simulation.describe(host).state().name()).isEqualTo(InstanceStateName.RUNNING);
    }
  }

  @Test
  void onlyARunningInstanceIsStoppedAndOnlyAStoppedOneIsStarted() throws IOException {
    try (var simulation = open(o -> o.with(Latency.PENDING, FOR_EVER))) {
      String pending = simulation.launch().instanceId();
      assertRefused(() -> stop(simulation, pending), "IncorrectInstanceState");
      simulation.ec2.terminateInstances(r -> r.instanceIds(pending));
      simulation.awaitState(pending, InstanceStateName.TERMINATED);
      assertRefused(() -> stop(simulation, pending), "IncorrectInstanceState");
      assertRefused(
          () -> simulation.ec2.startInstances(r -> r.instanceIds(pending)),
          "IncorrectInstanceState");
    }
    try (var simulation = open("slow", o -> o.with(Latency.STOPPING, FOR_EVER))) {
      String stopping = simulation.host();
      stop(simulation, stopping);
      assertRefused(
          () -> simulation.ec2.startInstances(r -> r.instanceIds(stopping)),
          "IncorrectInstanceState");
      assertRefused(
          () -> simulation.ec2.stopInstances(r -> r.instanceIds("i-0123456789abcdef0")),
          "InvalidInstanceID.NotFound");
    }
  }

  @Test
  void aStartNeedsCapacityAsALaunchDoes() throws IOException {
    try (var simulation = open()) {
      String host = simulation.host();
      stopFully(simulation, host);
      simulation.aws.faults().outOfCapacity("t3.small", "us-east-1a");

      assertRefused(
          () -> simulation.ec2.startInstances(r -> r.instanceIds(host)),
          "InsufficientInstanceCapacity",
          500);

      assertThat(simulation.describe(host).state().name()).isEqualTo(InstanceStateName.STOPPED);
    }
  }

  @Test
  void aStartCountsAgainstTheQuotaAsALaunchDoes() throws IOException {
    try (var simulation = open()) {
      String host = simulation.host();
      stopFully(simulation, host);
      simulation.aws.faults().add(new Fault.VcpuLimit(1));

      assertRefused(
          () -> simulation.ec2.startInstances(r -> r.instanceIds(host)), "VcpuLimitExceeded");

      assertThat(simulation.describe(host).state().name()).isEqualTo(InstanceStateName.STOPPED);
    }
  }

  @Test
  void aStoppedInstanceIsTerminatedLikeAnother() throws IOException {
    try (var simulation = open()) {
      String host = simulation.host();
      stopFully(simulation, host);

      simulation.ec2.terminateInstances(r -> r.instanceIds(host));

      simulation.awaitState(host, InstanceStateName.TERMINATED);
      assertThat(simulation.aws.snapshot().kept()).isEmpty();
      eventually(() -> simulation.machines.history(host).getLast(), isEqual("erase"));
    }
  }

  @Test
  void whatAStoppedHostIsSentWaitsForItsAgent() throws IOException {
    try (var simulation = open(o -> o.with(Latency.PING_LAPSES, FOR_EVER))) {
      String host = simulation.host();
      stopFully(simulation, host);
      assertThat(simulation.isOnline(host)).as("a hint, and a stale one").isTrue();
      String command = simulation.send(host, r -> r.timeoutSeconds(2_000_000), "echo at last");
      simulation.awaitStatus(command, host, "Pending");

      simulation.ec2.startInstances(r -> r.instanceIds(host));

      assertThat(simulation.awaitStatus(command, host, "Success").standardOutputContent())
          .isEqualTo("at last\n");
    }
  }

  @Test
  void theAgentOfAHostThatIsStoppedForLongLosesItsConnection() throws IOException {
    try (var simulation = open(o -> o.with(Latency.PING_LAPSES, Duration.ofSeconds(30)))) {
      String host = simulation.host();
      stopFully(simulation, host);
      eventually(() -> simulation.isOnline(host), isEqual(false));

      simulation.ec2.startInstances(r -> r.instanceIds(host));

      eventually(() -> simulation.isOnline(host), isEqual(true));
    }
  }

  @Test
  void theAgentsFaultsStrikeAtAStartToo() throws IOException {
    try (var simulation = open(o -> o.with(Latency.PING_LAPSES, Duration.ofSeconds(30)))) {
      String host = simulation.host();
      stopFully(simulation, host);
      simulation.aws.faults().add(new Fault.DeadAgent(1));

      simulation.ec2.startInstances(r -> r.instanceIds(host));

      simulation.awaitState(host, InstanceStateName.RUNNING);
      eventually(() -> simulation.isOnline(host), isEqual(false));
      assertThat(simulation.aws.faults().active()).isEmpty();
    }
  }

  @Test
  void aScriptThatRunsWhenItsHostIsStoppedIsLost() throws IOException {
    try (var simulation = open()) {
      String host = simulation.host();
      String command = simulation.send(host, "touch begun", "exec sleep 600");
      Path begun = simulation.machines.spec(host).directory().resolve("begun");
      eventually(() -> Files.exists(begun), isEqual(true));

      stop(simulation, host);

      simulation.awaitStatus(command, host, "Execution Timed Out");
    }
  }

  @Test
  void aStoppedHostStaysStoppedOverARestartOfTheSimulator() throws IOException {
    String host;
    try (var simulation = open()) {
      host = simulation.host();
      stopFully(simulation, host);
    }
    try (var simulation = open()) {
      assertThat(simulation.state(host)).isEqualTo(InstanceStateName.STOPPED);
      simulation.ec2.startInstances(r -> r.instanceIds(host));
      simulation.awaitState(host, InstanceStateName.RUNNING);
      simulation.awaitStatus(simulation.send(host, "true"), host, "Success");
      assertThat(simulation.machines.history(host)).doesNotHaveDuplicates().endsWith("boot");
    }
  }

  private static void stopFully(Simulation simulation, String host) {
    stop(simulation, host);
    simulation.awaitState(host, InstanceStateName.STOPPED);
  }

  private static InstanceStateChange stop(Simulation simulation, String host) {
    return simulation.ec2.stopInstances(r -> r.instanceIds(host)).stoppingInstances().getFirst();
  }

  private Simulation open() throws IOException {
    return open(UnaryOperator.identity());
  }

  private Simulation open(UnaryOperator<AwsSimulator.Options> options) throws IOException {
    return open("one", options);
  }

  private Simulation open(String folder, UnaryOperator<AwsSimulator.Options> options)
      throws IOException {
    return new Simulation(
        directory.resolve(folder),
        o -> options.apply(o.with(Latency.INSTANCE_VISIBLE, Duration.ZERO)));
  }
}
