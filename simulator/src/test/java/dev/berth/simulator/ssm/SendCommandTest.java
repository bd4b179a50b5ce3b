package dev.berth.simulator.ssm;

import static dev.berth.simulator.Refusals.assertRefused;
import static dev.berth.simulator.Simulation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.Simulation;
import dev.berth.simulator.account.Latency;
import dev.berth.simulator.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who takes a command, and which commands are taken. */
class SendCommandTest {

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

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
  void aHostWhoseAgentHasNotRegisteredTakesNoCommands() {
    simulation.aws.faults().add(new Fault.DeadAgent(1));
    String deaf = simulation.launch().instanceId();
    String late =
        simulation.launch(request -> request.subnetId(simulation.subnet(1).id())).instanceId();
    eventually(() -> simulation.isOnline(late), online -> online);

    assertThat(simulation.isOnline(deaf)).isFalse();
    assertRefused(() -> simulation.send(deaf, "true"), "InvalidInstanceId");
    assertRefused(() -> simulation.send("i-0123456789abcdef0", "true"), "InvalidInstanceId");
  }

  @Test
  void aLateAgentComesAfterTheUsualTime() {
    simulation.aws.faults().add(new Fault.LateAgent(1, FOR_EVER));
    String late = simulation.launch().instanceId();
    simulation.host();

    assertThat(simulation.isOnline(late)).isFalse();
    simulation.aws.faults().add(new Fault.LateAgent(1, Duration.ofSeconds(1)));
    simulation.host();
  }

  @Test
  void aTerminatedHostStillLooksOnlineButTakesNoCommands() throws IOException {
    try (var slow =
        new Simulation(
            directory.resolve("slow"), options -> options.with(Latency.PING_LAPSES, FOR_EVER))) {
      String host = slow.host();
      slow.ec2.terminateInstances(request -> request.instanceIds(host));

      assertThat(slow.isOnline(host)).isTrue();
      assertRefused(() -> slow.send(host, "true"), "InvalidInstanceId");
    }
  }

  @Test
  void aNewCommandIsUnknownToReadsAtFirst() throws IOException {
    try (var slow =
        new Simulation(
            directory.resolve("slow"),
            options -> options.with(Latency.COMMAND_VISIBLE, FOR_EVER))) {
      String host = slow.host();
      String command = slow.send(host, "true");

      assertRefused(() -> slow.invocation(command, host), "InvocationDoesNotExist");
      assertThat(slow.ssm.listCommands(r -> r.instanceId(host)).commands()).isEmpty();
    }
  }

  @Test
  void whatSystemsManagerDoesNotTakeIsRefused() {
    String host = simulation.host();

    assertRefused(
        () -> simulation.send(host, r -> r.comment("c".repeat(101)), "true"),
        "ValidationException");
    assertRefused(
        () -> simulation.send(host, r -> r.timeoutSeconds(29), "true"), "ValidationException");
    assertRefused(
        () -> simulation.send(host, r -> r.documentName("Nothing"), "true"), "InvalidDocument");
    assertRefused(
        () ->
            simulation.send(
                host,
                r ->
                    r.parameters(
                        Map.of("commands", List.of("true"), "executionTimeout", List.of("0")))),
        "InvalidParameters");
    assertThat(simulation.aws.snapshot().commands()).isEmpty();
  }
}
