package dev.berth.simulator.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes machines whose containers are processes of this computer. Linux only: it relies on {@code
 * /proc}.
 */
public final class HostMachines implements Machine.Factory {

  private final Optional<Path> imageMap;
  private final Optional<ContainerEngine> engine;

  /** Machines that know the core's own image, for which the stand-in core stands. */
  public HostMachines() {
    this(Optional.empty());
  }

  /**
   * @param imageMap lines of an image name's pattern, a blank and the command that stands for it;
   *     they go before Berth's own ones, and are read again at every boot
   * @throws IllegalStateException on another system than Linux
   */
  public HostMachines(Optional<Path> imageMap) {
    this(imageMap, Optional.empty());
  }

  /**
   * @param engine whose containers the hosts have; empty for the stand-in's
   */
  public HostMachines(Optional<Path> imageMap, Optional<ContainerEngine> engine) {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new IllegalStateException(
          "Simulated hosts run on Linux only: they find their processes in /proc");
    }
    this.imageMap = imageMap;
    this.engine = engine;
  }

  /**
   * Deletes machines that no simulator runs any more, after killing what still runs on them.
   *
   * @param folder which the machines' own folders are in
   */
  public static void eraseLeftovers(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (Files.isDirectory(absolute)) {
      try (Stream<Path> roots = Files.list(absolute)) {
        roots
            .peek(root -> MarkedProcesses.kill("BERTH_ROOT=" + root))
            .forEach(root -> ContainerEngine.erase(new HostFolder(root)));
      }
    }
    HostFolder.delete(absolute);
  }

  @Override
  public Machine machine(Machine.Spec spec) {
    return new HostMachine(spec, imageMap, engine);
  }
}
