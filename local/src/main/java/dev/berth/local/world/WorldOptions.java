package dev.berth.local.world;

import dev.berth.simulator.host.ContainerEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a world is made from.
 *
 * @param folder where everything that it remembers is kept
 * @param scale divides AWS's latencies; 1 is real time
 * @param ports where its parts listen
 * @param imageMap the user's own commands for container images; see docs/stand-in.md
 * @param engine a real one for the hosts' containers; empty for the stand-in
 * @param vcpus the account's quota; ample when empty
 */
public record WorldOptions(
    Path folder,
    double scale,
    WorldPorts ports,
    Optional<Path> imageMap,
    Optional<ContainerEngine> engine,
    OptionalInt vcpus,
    Workers workers) {

  /**
   * The worker processes.
   *
   * @param number how many run
   * @param modules whose classes they have, the worker's own first
   * @param main the class that is started
   * @param environment what they are told beside the usual
   */
  public record Workers(
      int number, List<String> modules, String main, Map<String, String> environment) {

    /** One, as it is shipped. */
    public static final Workers ONE =
        new Workers(1, List.of("worker"), "dev.berth.worker.Main", Map.of());
  }

  /** With one worker as it is shipped, an ample quota, and any ports that are free. */
  public static WorldOptions of(Path folder, double scale) {
    return new WorldOptions(
        folder,
        scale,
        WorldPorts.ANY,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Workers.ONE);
  }

  /** The same on these ports. */
  public WorldOptions withPorts(WorldPorts these) {
    return new WorldOptions(folder, scale, these, imageMap, engine, vcpus, workers);
  }

  /** The same with the user's own commands for container images. */
  public WorldOptions withImages(Path commands) {
    return new WorldOptions(folder, scale, ports, Optional.of(commands), engine, vcpus, workers);
  }

  /** The same in an account with this quota of vCPUs. */
  public WorldOptions withVcpus(int quota) {
    return new WorldOptions(folder, scale, ports, imageMap, engine, OptionalInt.of(quota), workers);
  }

  /** The same with the containers of its hosts on a real engine. */
  public WorldOptions withEngine(ContainerEngine real) {
    return new WorldOptions(folder, scale, ports, imageMap, Optional.of(real), vcpus, workers);
  }

  /** The same with other workers. */
  public WorldOptions withWorkers(Workers others) {
    return new WorldOptions(folder, scale, ports, imageMap, engine, vcpus, others);
  }

  /**
   * Checks what a user wrote.
   *
   * @throws IllegalArgumentException with a sentence for that user
   */
  public WorldOptions {
    if (!(scale >= 1 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The scale must be 1 (real time) or more, not " + scale);
    }
    if (vcpus.isPresent() && vcpus.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "The vCPUs must be 0 or more, such as 5, not " + vcpus.getAsInt());
    }
    if (imageMap.isPresent() && !Files.isReadable(imageMap.get())) {
      throw new IllegalArgumentException("There is no readable file " + imageMap.get());
    }
  }

  /** How fast time runs at AWS, as a user reads it. */
  public String pace() {
    return scale == 1
        ? "in real time"
        : String.valueOf(scale).replaceFirst("\\.0$", "") + " times faster than real";
  }
}
