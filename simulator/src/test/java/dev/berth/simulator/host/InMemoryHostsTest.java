package dev.berth.simulator.host;

import static dev.berth.simulator.Simulation.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.AwsSimulator.Options;
import dev.berth.simulator.Simulation;
import dev.berth.simulator.standin.CoreAnswer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;

/**
 * Hosts without processes, at the end of the wire: EC2 launches them, Systems Manager runs cores.
 */
class InMemoryHostsTest {
  private static final int HOSTS = 100;
  private static final int CORES_PER_HOST = 5;
  private static final int HOSTS_PER_COMMAND = 50;
  private static final String KEY = "abcdefghijklmnopqrstuvwxyz01";

  @TempDir Path folder;
  private final InMemoryHosts hosts = new InMemoryHosts(name -> "# " + name);
  private Simulation simulation;

  @BeforeEach
  void start() throws Exception {
    hosts.secretsFrom((_, _) -> Optional.of(Map.of("apiKey", KEY, "databasePassword", "any")));
    simulation = new Simulation(folder, this::withHostsInMemory);
  }

  private Options withHostsInMemory(Options options) {
    return Options.of(options.stateDirectory(), hosts).withScale(options.scale());
  }

  @AfterEach
  void stop() throws Exception {
    simulation.close();
  }

  @Test
  void fiveHundredCoresRunAndAnswerToTheirKey() {
    List<Instance> launched =
        simulation
            .ec2
            .runInstances(simulation.request(r -> r.minCount(HOSTS).maxCount(HOSTS)))
            .instances();
    eventually(this::online, online -> online == HOSTS);

    List<String> commands =
        IntStream.range(0, CORES_PER_HOST)
            .boxed()
            .flatMap(slot -> startCores(launched, slot))
            .toList();
    commands.forEach(this::awaitSuccess);

    assertThat(hosts.cores(simulation.region.name())).hasSize(HOSTS * CORES_PER_HOST);
    assertThat(addresses(launched))
        .hasSize(HOSTS * CORES_PER_HOST)
        .allSatisfy(address -> assertThat(CoreAnswer.status(address, KEY)).isEqualTo(200));
    assertThat(CoreAnswer.status(addresses(launched).getFirst(), "another key")).isEqualTo(401);
  }

  @Test
  void theCoresEndWithTheirHosts() {
    Instance host = simulation.launch();
    eventually(this::online, online -> online == 1);
    startCores(List.of(host), 0).forEach(this::awaitSuccess);

    simulation.ec2.terminateInstances(r -> r.instanceIds(host.instanceId()));

    eventually(() -> hosts.cores(simulation.region.name()), List::isEmpty);
  }

  private long online() {
    return simulation.ssm.describeInstanceInformationPaginator().stream()
        .flatMap(page -> page.instanceInformationList().stream())
        .map(InstanceInformation::pingStatusAsString)
        .filter("Online"::equals)
        .count();
  }

  /** One core on each host, on the port of this slot; the ids of the commands. */
  private Stream<String> startCores(List<Instance> on, int slot) {
    String parameters =
        Map.of(
                "CORE", "c" + slot,
                "GENERATION", "1",
                "IMAGE", "core:1",
                "PORT", String.valueOf(3567 + slot),
                "SECRET", "/any")
            .entrySet()
            .stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining("\n"));
    String encoded =
        Base64.getEncoder().encodeToString(parameters.getBytes(StandardCharsets.UTF_8));
    List<String> ids =
        on.stream().map(Instance::instanceId).sorted(Comparator.naturalOrder()).toList();
    return IntStream.iterate(0, from -> from < ids.size(), from -> from + HOSTS_PER_COMMAND)
        .mapToObj(from -> ids.subList(from, Math.min(ids.size(), from + HOSTS_PER_COMMAND)))
        .map(
            some ->
                simulation.send(
                    some.getFirst(),
                    request -> request.instanceIds(some),
                    "BERTH_PARAMETERS='" + encoded + "'",
                    "# start-core"));
  }

  private void awaitSuccess(String command) {
    List<CommandInvocation> done =
        eventually(
            () -> invocations(command),
            all ->
                !all.isEmpty()
                    && all.stream()
                        .noneMatch(
                            i -> List.of("Pending", "InProgress").contains(i.statusAsString())));
    assertThat(done).allSatisfy(i -> assertThat(i.statusAsString()).isEqualTo("Success"));
  }

  private List<CommandInvocation> invocations(String command) {
    return simulation
        .ssm
        .listCommandInvocationsPaginator(request -> request.commandId(command))
        .commandInvocations()
        .stream()
        .toList();
  }

  private static List<String> addresses(List<Instance> hosts) {
    return hosts.stream()
        .flatMap(
            host ->
                IntStream.range(0, CORES_PER_HOST)
                    .mapToObj(slot -> host.privateIpAddress() + ":" + (3567 + slot)))
        .toList();
  }
}
