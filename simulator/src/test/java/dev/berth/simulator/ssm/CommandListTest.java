package dev.berth.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.simulator.Simulation;
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
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** How commands are found again. */
class CommandListTest {

  @TempDir Path directory;
  private Simulation simulation;
  private String host;

  @BeforeEach
  void start() throws IOException {
    simulation =
        new Simulation(directory, options -> options.with(Latency.COMMAND_VISIBLE, Duration.ZERO));
    host = simulation.host();
  }

  @AfterEach
  void stop() throws IOException {
    simulation.close();
  }

  @Test
  void aCommandIsFoundByItsComment() {
    simulation.send(host, "true");
    String mine = simulation.send(host, request -> request.comment("operation 7"), "true");

    assertThat(simulation.ssm.listCommands(request -> request.instanceId(host)).commands())
        .filteredOn(command -> command.comment().equals("operation 7"))
        .extracting(Command::commandId)
        .containsExactly(mine);
  }

  @Test
  void commandsOfOtherHostsAreNotListed() {
    simulation.send(host, "true");
    String other = simulation.host();

    assertThat(simulation.ssm.listCommands(request -> request.instanceId(other)).commands())
        .isEmpty();
  }

  @Test
  void theNewestComesFirstAndPagesShowEachOnce() {
    List<String> sent = IntStream.range(0, 7).mapToObj(_ -> simulation.send(host, "true")).toList();

    assertThat(simulation.ssm.listCommands(request -> request.maxResults(3)).commands()).hasSize(3);
    assertThat(simulation.ssm.listCommandsPaginator(r -> r.maxResults(3)).commands().stream())
        .extracting(Command::commandId)
        .containsExactlyElementsOf(sent.reversed());
    assertThatThrownBy(() -> simulation.ssm.listCommands(request -> request.maxResults(51)))
        .isInstanceOf(SsmException.class);
  }

  @Test
  void filtersTellCommandsApartByTimeStageStateAndDocument() {
    String failed = simulation.send(host, "false");
    simulation.awaitStatus(failed, host, "Failed");
    Instant between =
        simulation.ssm.listCommands().commands().getFirst().requestedDateTime().plusMillis(1);
    Simulation.eventually(Instant::now, between.plusMillis(1)::isBefore);
    String running = simulation.send(host, "exec sleep 600");
    simulation.awaitStatus(running, host, "In Progress");

    assertThat(found(CommandFilterKey.INVOKED_AFTER, between.toString())).containsExactly(running);
    assertThat(found(CommandFilterKey.INVOKED_BEFORE, between.toString())).containsExactly(failed);
    assertThat(found(CommandFilterKey.EXECUTION_STAGE, "Executing")).containsExactly(running);
    assertThat(found(CommandFilterKey.EXECUTION_STAGE, "Complete")).containsExactly(failed);
    assertThat(found(CommandFilterKey.STATUS, "Failed")).containsExactly(failed);
    assertThat(found(CommandFilterKey.STATUS, "InProgress")).containsExactly(running);
    assertThat(found(CommandFilterKey.DOCUMENT_NAME, "AWS-RunShellScript"))
        .containsExactly(running, failed);
    assertThat(found(CommandFilterKey.DOCUMENT_NAME, "AWS-Other")).isEmpty();
    assertThatThrownBy(
            () ->
                simulation.ssm.listCommands(
                    r -> r.filters(CommandFilter.builder().key("Colour").value("red").build())))
        .isInstanceOfSatisfying(
            SsmException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidFilterKey"));
  }

  @Test
  void invocationsShowTheirOutputOnRequest() {
    String command = simulation.send(host, "yes x | tr -d '\\n' | head -c 3000");
    simulation.awaitStatus(command, host, "Success");

    CommandInvocation plain =
        simulation
            .ssm
            .listCommandInvocations(request -> request.commandId(command))
            .commandInvocations()
            .getFirst();
    CommandInvocation detailed =
        simulation
            .ssm
            .listCommandInvocations(request -> request.commandId(command).details(true))
            .commandInvocations()
            .getFirst();

    assertThat(plain.instanceId()).isEqualTo(host);
    assertThat(plain.statusAsString()).isEqualTo("Success");
    assertThat(plain.commandPlugins()).isEmpty();
    assertThat(detailed.commandPlugins().getFirst().output()).hasSize(2_500);
  }

  private List<String> found(CommandFilterKey key, String value) {
    return simulation
        .ssm
        .listCommands(r -> r.filters(CommandFilter.builder().key(key).value(value).build()))
        .commands()
        .stream()
        .map(Command::commandId)
        .toList();
  }
}
