package dev.berth.local.aws;

import dev.berth.local.machine.Machine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The machines of the account's instances: on while the instance runs, erased after its end. */
final class Hosts {

  private final Path directory;
  private final Machine.Factory machines;
  private final Account account;
  private final Latencies latencies;
  private final URI endpoint;
  private final Background background;
  private final Map<String, Host> hosts = new ConcurrentHashMap<>();

  Hosts(
      Path directory,
      Machine.Factory machines,
      Account account,
      Latencies latencies,
      URI endpoint,
      Background background) {
    this.directory = directory;
    this.machines = machines;
    this.account = account;
    this.latencies = latencies;
    this.endpoint = endpoint;
    this.background = background;
  }

  /** Sees to it that the machine is what its instance is: at a launch, and after a restart. */
  void keep(Instance instance) {
    if (instance.end().isEmpty()) {
      Host host = host(instance);
      background.at(instance.runningAt(), host::boot);
    } else if (Files.exists(directoryOf(instance))) {
      end(instance);
    }
  }

  /** Powers the machine of an ended instance off, and erases it when that is terminated. */
  void end(Instance instance) {
    Host host = host(instance);
    background.at(
        Instant.now(),
        () -> {
          host.end();
          background.at(
              instance.end().orElseThrow().terminatedAt(),
              () -> {
                host.erase();
                hosts.remove(instance.id());
              });
        });
  }

  Optional<Host> host(String instanceId) {
    return Optional.ofNullable(hosts.get(instanceId));
  }

  /** Off, all of them; what they are stays. */
  void powerOff() {
    hosts.values().parallelStream().forEach(Host::end);
  }

  private Host host(Instance instance) {
    return hosts.computeIfAbsent(instance.id(), _ -> new Host(machines.machine(spec(instance))));
  }

  private Machine.Spec spec(Instance instance) {
    return new Machine.Spec(
        instance.id(),
        directoryOf(instance),
        instance.privateIp(),
        instance.region(),
        account.region(instance.region()).images().stream()
            .filter(image -> image.id().equals(instance.launch().imageId()))
            .map(Account.Image::software)
            .findFirst()
            .orElseThrow(),
        latencies.ofMachines(),
        endpoint);
  }

  private Path directoryOf(Instance instance) {
    return directory.resolve(instance.id());
  }
}
