package dev.berth.simulator.account;

import static dev.berth.simulator.Simulation.eventually;
import static java.util.function.Predicate.isEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class RestartTest {

  @TempDir Path directory;

  @Test
  void theAccountIsAsItWas() throws IOException {
    AccountSnapshot before;
    try (var simulation = new Simulation(directory)) {
      String host = simulation.host();
      simulation.awaitStatus(simulation.send(host, "echo done"), host, "Success");
      simulation.ssm.putParameter(
          r -> r.name("/berth/a").value("s3cret").type(ParameterType.SECURE_STRING));
      before = simulation.aws.snapshot();
    }

    try (var simulation = new Simulation(directory)) {
      AccountSnapshot after = simulation.aws.snapshot();

      assertThat(after.instances()).isEqualTo(before.instances());
      assertThat(after.commands()).isEqualTo(before.commands());
      assertThat(after.parameters()).isEqualTo(before.parameters());
      assertThat(
              simulation
                  .ssm
                  .getParameter(r -> r.name("/berth/a").withDecryption(true))
                  .parameter()
                  .value())
          .isEqualTo("s3cret");
    }
  }

  @Test
  void closingPowersHostsOffAndStartingBootsThemAgain() throws IOException {
    Simulation earlier = new Simulation(directory);
    String host = earlier.host();

    earlier.close();

    assertThat(earlier.machines.history(host)).containsExactly("boot", "off");

    try (var simulation = new Simulation(directory)) {
      eventually(() -> simulation.machines.history(host), isEqual(List.of("boot")));
      simulation.awaitStatus(simulation.send(host, "true"), host, "Success");
    }
  }

  @Test
  void aTokenIsRememberedAndAnAddressNeverGivenTwice() throws IOException {
    Instance first;
    try (var simulation = new Simulation(directory)) {
      first = simulation.launch(request -> request.clientToken("token"));
    }

    try (var simulation = new Simulation(directory)) {
      Instance again = simulation.launch(request -> request.clientToken("token"));
      assertThat(again.instanceId()).isEqualTo(first.instanceId());
      assertThat(again.privateIpAddress()).isEqualTo(first.privateIpAddress());
      assertThat(simulation.launch().privateIpAddress())
          .isEqualTo(first.privateIpAddress().replaceFirst("1$", "2"));
    }
  }

  @Test
  void anInstanceThatWasPendingGoesOn() throws IOException {
    String id;
    try (var simulation =
        new Simulation(directory, o -> o.with(Latency.PENDING, Duration.ofMinutes(5)))) {
      id = simulation.launch().instanceId();
    }

    try (var simulation = new Simulation(directory)) {
      simulation.awaitState(id, InstanceStateName.RUNNING);
      eventually(() -> simulation.machines.history(id), isEqual(List.of("boot")));
    }
  }

  @Test
  void aTerminatedInstanceIsErasedEvenIfTheSimulatorWasNotThere() throws IOException {
    String host;
    try (var simulation =
        new Simulation(directory, o -> o.with(Latency.SHUTTING_DOWN, Duration.ofMinutes(5)))) {
      host = simulation.host();
      simulation.ec2.terminateInstances(request -> request.instanceIds(host));
    }

    try (var simulation = new Simulation(directory)) {
      eventually(() -> simulation.machines.history(host), isEqual(List.of("off", "erase")));
    }
  }

  @Test
  void aCommandThatHadNotArrivedArrivesLater() throws IOException {
    String host;
    String command;
    try (var simulation = new Simulation(directory)) {
      host = simulation.host();
      simulation.aws.faults().add(new Fault.SilentAgent(host));
      command = simulation.send(host, r -> r.timeoutSeconds(2_000_000), "echo late");
      simulation.awaitStatus(command, host, "Pending");
    }

    try (var simulation = new Simulation(directory)) {
      assertThat(simulation.awaitStatus(command, host, "Success").standardOutputContent())
          .isEqualTo("late\n");
    }
  }

  @Test
  void aCommandThatWasRunningIsNotRunAgain() throws IOException {
    String host;
    String command;
    try (var simulation = new Simulation(directory)) {
      host = simulation.host();
      command =
          simulation.send(
              host,
              r ->
                  r.parameters(
                      Map.of(
                          "commands",
                          List.of("echo ran >>runs", "exec sleep 600"),
                          "executionTimeout",
                          List.of("600"))));
      simulation.awaitStatus(command, host, "In Progress");
      Path runs = simulation.machines.spec(host).directory().resolve("runs");
      eventually(() -> Files.exists(runs) ? Files.readString(runs) : "", isEqual("ran\n"));
    }

    try (var simulation = new Simulation(directory)) {
      simulation.awaitStatus(command, host, "Execution Timed Out");
      assertThat(simulation.machines.spec(host).directory().resolve("runs")).hasContent("ran");
    }
  }

  @Test
  void aCommandThatTheAgentHadButNotStartedIsGivenUpInTime() throws IOException {
    String host;
    String command;
    try (var simulation = new Simulation(directory)) {
      host = simulation.host();
      simulation.aws.faults().add(new Fault.SilentAgent(host));
      command = simulation.send(host, "echo late");
      simulation.awaitStatus(command, host, "Pending");
    }
    try (Journal journal = new Journal(directory)) {
      List<Fact> facts = journal.read();
      journal.begin(facts.stream());
      facts.stream()
          .filter(Invocation.class::isInstance)
          .map(Invocation.class::cast)
          .forEach(invocation -> journal.append(invocation.received(Instant.now())));
    }

    try (var simulation = new Simulation(directory)) {
      simulation.awaitStatus(command, host, "Execution Timed Out");
    }
  }

  @Test
  void aLineTornByAKillIsForgottenAndADamagedOneIsNot() throws IOException {
    String first;
    try (var simulation = new Simulation(directory)) {
      first = simulation.launch().instanceId();
    }
    Path journal = directory.resolve("journal.jsonl");
    Files.writeString(journal, "{\"fact\":\"inst", StandardOpenOption.APPEND);
    Files.write(journal, new byte[] {(byte) 0xe2, (byte) 0x86}, StandardOpenOption.APPEND);

    try (var simulation = new Simulation(directory)) {
      assertThat(simulation.aws.snapshot().instances())
          .extracting(AccountSnapshot.InstanceEntry::id)
          .containsExactly(first);
    }
    Files.writeString(journal, "damage\n" + Files.readString(journal));
    assertThatThrownBy(() -> new Simulation(directory)).hasMessageContaining("line 1");
  }

  @Test
  void aCommandThatAKillCutShortWasNeverSent() throws IOException {
    try (var simulation = new Simulation(directory)) {
      String host = simulation.host();
      simulation.aws.faults().add(new Fault.SilentAgent(host));
      simulation.send(host, r -> r.timeoutSeconds(2_000_000), "true");
    }
    Path journal = directory.resolve("journal.jsonl");
    List<String> written = Files.readAllLines(journal);
    Files.write(journal, written.subList(0, written.size() - 1));

    try (var simulation = new Simulation(directory)) {
      assertThat(simulation.aws.snapshot().commands()).isEmpty();
    }
  }

  @Test
  void aDirectoryHasOneSimulatorAtATime() throws IOException {
    try (var _ = new Simulation(directory)) {
      assertThatThrownBy(() -> new Simulation(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another simulator");
    }
  }
}
