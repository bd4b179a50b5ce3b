package dev.berth.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command on its host. */
class CommandTest {

  @TempDir Path directory;
  private Simulation simulation;

  @BeforeEach
  void start() throws IOException {
    simulation = new Simulation(directory);
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void aScriptThatEndsWellIsASuccess() {
    String host = simulation.host();

    var result = simulation.awaitStatus(simulation.send(host, "echo done"), host, "Success");

    assertThat(result.statusAsString()).isEqualTo("Success");
    assertThat(result.responseCode()).isZero();
    assertThat(result.standardOutputContent()).isEqualTo("done\n");
  }

  @Test
  void sentTwiceItRunsTwice() throws IOException {
    String host = simulation.host();

    Stream.of("first", "second")
        .map(_ -> simulation.send(host, "echo ran >>runs"))
        .toList()
        .forEach(command -> simulation.awaitStatus(command, host, "Success"));

    assertThat(Files.readAllLines(simulation.machines.spec(host).directory().resolve("runs")))
        .containsExactly("ran", "ran");
  }

  @Test
  void aCommandToAHostThatDoesNotListenTimesOutUndelivered() {
    String host = simulation.host();
    simulation.aws.faults().add(new Fault.SilentAgent(host));

    String command = simulation.send(host, request -> request.timeoutSeconds(30), "echo >ran");

    var result = simulation.awaitStatus(command, host, "Delivery Timed Out");
    assertThat(result.statusAsString()).isEqualTo("TimedOut");
    assertThat(result.responseCode()).isEqualTo(-1);
    simulation.aws.faults().clear();
    simulation.awaitStatus(simulation.send(host, "true"), host, "Success");
    assertThat(simulation.machines.spec(host).directory().resolve("ran")).doesNotExist();
  }

  @Test
  void aCommandEndsAsScriptedWithoutItsScript() {
    String host = simulation.host();
    simulation.aws.faults().add(new Fault.CommandEnds(1, "Access Denied", -1));

    String command = simulation.send(host, "echo >ran");

    var result = simulation.awaitStatus(command, host, "Access Denied");
    assertThat(result.statusAsString()).isEqualTo("Failed");
    assertThat(result.responseCode()).isEqualTo(-1);
    simulation.awaitStatus(simulation.send(host, "true"), host, "Success");
    assertThat(simulation.machines.spec(host).directory().resolve("ran")).doesNotExist();
  }

  @Test
  void aCommandWaitsForAHostThatListensAgainInTime() {
    String host = simulation.host();
    Fault silence = new Fault.SilentAgent(host);
    simulation.aws.faults().add(silence);
    String command = simulation.send(host, request -> request.timeoutSeconds(2_000_000), "true");
    simulation.awaitStatus(command, host, "Pending");

    simulation.aws.faults().remove(silence);

    simulation.awaitStatus(command, host, "Success");
  }

  @Test
  void aScriptThatRunsTooLongIsKilled() {
    String host = simulation.host();

    String command =
        simulation.send(
            host,
            request ->
                request.parameters(
                    Map.of(
                        "commands", List.of("exec sleep 600"), "executionTimeout", List.of("1"))));

    var result = simulation.awaitStatus(command, host, "Execution Timed Out");
    assertThat(result.statusAsString()).isEqualTo("TimedOut");
  }

  @Test
  void aHostThatGoesDownUnderAScriptLeavesItToTimeOut() {
    String host = simulation.host();
    String command =
        simulation.send(
            host,
            request ->
                request.parameters(
                    Map.of(
                        "commands",
                        List.of("exec sleep 600"),
                        "executionTimeout",
                        List.of("600"))));
    simulation.awaitStatus(command, host, "In Progress");

    simulation.ec2.terminateInstances(request -> request.instanceIds(host));

    assertThat(simulation.awaitStatus(command, host, "Execution Timed Out").responseCode())
        .isEqualTo(-1);
  }

  @Test
  void aRunningScriptCanBeCancelled() {
    String host = simulation.host();
    String command = simulation.send(host, "exec sleep 600");
    simulation.awaitStatus(command, host, "In Progress");

    simulation.ssm.cancelCommand(request -> request.commandId(command));

    simulation.awaitStatus(command, host, "Cancelled");
  }

  @Test
  void aCancelledCommandThatHadNotStartedNeverDoes() {
    String host = simulation.host();
    Fault silence = new Fault.SilentAgent(host);
    simulation.aws.faults().add(silence);
    String command = simulation.send(host, r -> r.timeoutSeconds(2_000_000), "echo >ran");

    simulation.ssm.cancelCommand(request -> request.commandId(command));

    assertThat(simulation.awaitStatus(command, host, "Cancelled").responseCode()).isEqualTo(-1);
    simulation.aws.faults().remove(silence);
    simulation.awaitStatus(simulation.send(host, "true"), host, "Success");
    assertThat(simulation.machines.spec(host).directory().resolve("ran")).doesNotExist();
  }

  @Test
  void cancellingWhatHasEndedChangesNothing() {
    String host = simulation.host();
    String command = simulation.send(host, "true");
    simulation.awaitStatus(command, host, "Success");

    simulation.ssm.cancelCommand(request -> request.commandId(command));

    assertThat(simulation.invocation(command, host).statusDetails()).isEqualTo("Success");
  }

  @Test
  void fiveCommandsRunAtOnceAndTheSixthWaits() throws IOException {
    String host = simulation.host();
    List<String> five =
        IntStream.range(0, 5)
            .mapToObj(_ -> simulation.send(host, "until [ -e go ]; do sleep 0.02; done"))
            .toList();
    five.forEach(command -> simulation.awaitStatus(command, host, "In Progress"));

    String sixth = simulation.send(host, "test -e go");

    simulation.awaitStatus(sixth, host, "Pending");
    Files.createFile(simulation.machines.spec(host).directory().resolve("go"));
    simulation.awaitStatus(sixth, host, "Success");
  }

  @Test
  void longOutputIsCutAndNotRemembered() throws IOException {
    String host = simulation.host();

    String command =
        simulation.send(host, "yes x | tr -d '\\n' | head -c 30000", "yes y | head -c 10000 >&2");

    var result = simulation.awaitStatus(command, host, "Success");
    assertThat(result.standardOutputContent()).hasSize(24_000);
    assertThat(result.standardErrorContent()).hasSize(8_000);
    assertThat(Files.readString(directory.resolve("journal.jsonl")))
        .contains("x".repeat(24_000))
        .doesNotContain("x".repeat(24_001));
  }
}
