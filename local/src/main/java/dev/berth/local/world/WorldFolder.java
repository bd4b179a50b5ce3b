package dev.berth.local.world;

import dev.berth.servers.process.ChildProcess;
import dev.berth.simulator.AwsSimulator;
import dev.berth.simulator.host.HostMachines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/** Where a world keeps what it remembers. */
public record WorldFolder(Path path) {

  private static final List<String> WITH_CHILDREN = List.of("processes", "temporal", "postgres");

  /**
   * Makes sure that no world runs in it.
   *
   * @throws IllegalStateException when one does; the message names its process
   */
  public void requireIdle() {
    owner()
        .ifPresent(
            owner -> {
              throw new IllegalStateException(
                  "A world runs in %s already: end process %d first".formatted(path, owner.pid()));
            });
  }

  /** The process of the world that runs in it, if one does. */
  public Optional<ProcessHandle> owner() {
    return WITH_CHILDREN.stream()
        .map(part -> ChildProcess.owner(path.resolve(part)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Where the environment is written, as JSON, in which the world's installation is found. */
  public Path installation() {
    return path.resolve("processes").resolve("installation.json");
  }

  Path aws() {
    return path.resolve("aws");
  }

  /**
   * Deletes it, after ending what a killed world left running.
   *
   * @throws IllegalStateException when a world runs in it
   */
  public void forget() throws IOException {
    requireIdle();
    WITH_CHILDREN.forEach(part -> ChildProcess.reapLeftovers(path.resolve(part)));
    HostMachines.eraseLeftovers(AwsSimulator.machines(aws()));
    FileUtils.deleteDirectory(path.toFile());
  }
}
