package dev.berth.simulator.host;

import dev.berth.servers.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real engine that the containers of simulated hosts run on. All of them carry the labels {@code
 * berth.world} and {@code berth.host}; nothing else of the engine is touched.
 *
 * @param client the docker program
 * @param address as in {@code DOCKER_HOST}
 * @param world tells the containers of one world from those of another
 */
public record ContainerEngine(Path client, String address, String world) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * The engine that a user's {@code docker} talks to; empty when there is none, or it is silent.
   */
  public static Optional<ContainerEngine> find(Map<String, String> environment, String world) {
    return Programs.onPath("docker", environment)
        .flatMap(
            client ->
                address(client, environment)
                    .map(address -> new ContainerEngine(client, address, world)))
        .filter(engine -> engine.said("info").isPresent());
  }

  private static Optional<String> address(Path client, Map<String, String> environment) {
    String usual = "{{.Endpoints.docker.Host}}";
    return Optional.ofNullable(environment.get("DOCKER_HOST"))
        .or(() -> output(client.toString(), "context", "inspect", "--format", usual));
  }

  /**
   * The address at which its containers reach this computer.
   *
   * @throws IllegalStateException when it has no such network
   */
  public String gateway() {
    String format = "{{(index .IPAM.Config 0).Gateway}}";
    return said("network", "inspect", "bridge", "--format", format)
        .filter(gateway -> !gateway.isEmpty())
        .orElseThrow(
            () -> new IllegalStateException("the engine at " + address + " has no bridge network"));
  }

  private Optional<String> said(String... words) {
    List<String> command = new ArrayList<>(List.of(client.toString(), "--host", address));
    command.addAll(List.of(words));
    return output(command.toArray(String[]::new));
  }

  private static Optional<String> output(String... command) {
    Programs.Outcome outcome = Programs.run(PATIENCE, List.of(command));
    return outcome.succeeded() ? Optional.of(outcome.output().strip()) : Optional.empty();
  }

  /** Shell text that a host's programs read. */
  String settings(Machine.Spec spec) {
    return """
        client='%s'
        export DOCKER_HOST='%s'
        world=%s
        instance=%s
        cpus=%d
        memory=%d
        """
        .formatted(
            client,
            address,
            world,
            spec.instanceId(),
            spec.size().vcpus(),
            spec.size().mebibytes());
  }

  /** Stops the containers of a host; they come back when it is powered on. */
  static void powerOff(HostFolder host) {
    dockerd(host, "stop");
  }

  /** Removes the containers of a host that is off. */
  static void erase(HostFolder host) {
    dockerd(host, "erase");
  }

  /** Does nothing for a host that has the stand-in. */
  private static void dockerd(HostFolder host, String verb) {
    if (Files.exists(host.root().resolve("lib/engine"))) {
      String program = host.root().resolve("lib/dockerd.sh").toString();
      Programs.Outcome outcome =
          Programs.run(PATIENCE, List.of("env", "BERTH_ROOT=" + host.root(), "sh", program, verb));
      if (!outcome.succeeded()) {
        throw new IllegalStateException(
            "could not %s the containers of %s: %s".formatted(verb, host.root(), outcome.output()));
      }
    }
  }
}
