package dev.berth.simulator.ec2;

import dev.berth.simulator.account.Background;
import dev.berth.simulator.account.Image;
import dev.berth.simulator.account.Instance;
import dev.berth.simulator.account.Keys;
import dev.berth.simulator.account.Latencies;
import dev.berth.simulator.account.Ledger;
import dev.berth.simulator.host.Machine;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The machines of the account's instances: on while the instance runs, erased after its end. */
public final class Hosts {

  private final Path directory;
  private final Machine.Factory machines;
  private final Ledger ledger;
  private final Latencies latencies;
  private final URI endpoint;
  private final Keys keys;
  private final Background background;
  private final Disks disks;
  private final Map<String, Host> hosts = new ConcurrentHashMap<>();

  /** The hosts of the instances in this ledger, with their folders in this directory. */
  public Hosts(
      Path directory,
      Disks disks,
      Machine.Factory machines,
      Ledger ledger,
      Latencies latencies,
      URI endpoint,
      Keys keys,
      Background background) {
    this.directory = directory;
    this.disks = disks;
    this.machines = machines;
    this.ledger = ledger;
    this.latencies = latencies;
    this.endpoint = endpoint;
    this.keys = keys;
    this.background = background;
  }

  /**
   * Sees to it that the machine is what its instance is: at a launch, a stop or a start, and after
   * a restart of the simulator.
   */
  public void keep(Instance instance) {
    Optional<Instant> end = instance.end().map(Instance.End::beginsAt);
    boolean runs =
        end.filter(at -> at.isBefore(Instant.now()) || !at.isAfter(instance.runningAt())).isEmpty();
    if (runs && instance.halt().isEmpty()) {
      run(instance, host(instance));
    } else if (runs) {
      Host host = host(instance);
      background.at(Instant.now(), () -> host.powerOff(instance.boot()));
    }
    if (end.isPresent() && (runs || Files.exists(directoryOf(instance)))) {
      end(instance);
    }
  }

  private void run(Instance instance, Host host) {
    background.at(
        instance.runningAt(),
        () -> {
          disks.await(instance.launch().imageId());
          host.boot(instance.boot());
          if (instance.agentAt().isPresent()) {
            Background.sleepUntil(instance.agentAt().get());
            host.listen(instance.boot());
          }
        });
  }

  /** Powers the machine of an instance off at its end, and erases it when that is terminated. */
  void end(Instance instance) {
    Host host = host(instance);
    Instance.End end = instance.end().orElseThrow();
    background.at(
        end.beginsAt(),
        () -> {
          host.end();
          Background.sleepUntil(end.terminatedAt());
          host.erase();
          hosts.remove(instance.id());
        });
  }

  /**
   * Copies the disk that an image is made of.
   *
   * @param source as it is from now on: if it is running and was rebooted for it, in its new boot
   * @param live that the machine goes on meanwhile
   */
  void copyDisk(Image image, Instance source, boolean live) {
    Host host = host(source);
    boolean stopped = source.halt().isPresent();
    CompletableFuture<Void> copy = disks.expect(image);
    host.willBeCopied(copy);
    background.at(
        Instant.now(),
        () -> {
          try {
            if (!live) {
              host.powerOff(stopped ? source.boot() : source.boot() - 1);
            }
            host.copyDisk(disks.of(image));
            copy.complete(null);
          } catch (RuntimeException failure) {
            copy.completeExceptionally(failure);
            throw failure;
          }
          if (!live && !stopped) {
            run(source, host);
          }
        });
  }

  /** A simulator that was killed may not have made the copy; the disk has not changed since. */
  public void keep(Image image) {
    image
        .source()
        .filter(_ -> !disks.has(image))
        .flatMap(source -> ledger.region(image.region()).instance(source.instanceId()))
        .filter(source -> Files.exists(directoryOf(source)))
        .ifPresent(source -> copyDisk(image, source, true));
  }

  /** The host of this instance; empty before it first boots and after its end. */
  public Optional<Host> host(String instanceId) {
    return Optional.ofNullable(hosts.get(instanceId));
  }

  /** Off, all of them; what they are stays. */
  public void powerOff() {
    hosts.values().parallelStream().forEach(Host::end);
  }

  private Host host(Instance instance) {
    return hosts.computeIfAbsent(instance.id(), _ -> new Host(machines.machine(spec(instance))));
  }

  private Machine.Spec spec(Instance instance) {
    Image image = ledger.region(instance.region()).image(instance.launch().imageId()).orElseThrow();
    return new Machine.Spec(
        instance.id(),
        directoryOf(instance),
        instance.privateIp(),
        instance.region(),
        image.software(),
        image.source().map(_ -> disks.of(image)),
        InstanceTypes.size(instance.launch().type()),
        latencies.ofMachines(),
        endpoint,
        keys.token(instance.id()));
  }

  private Path directoryOf(Instance instance) {
    return directory.resolve(instance.id());
  }
}
