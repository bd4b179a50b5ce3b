package dev.berth.local.world;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a world is made from.
 *
 * @param folder where everything that it remembers is kept
 * @param scale divides AWS's latencies; 1 is real time
 * @param fixedPorts the documented ports, or any free ones
 * @param imageMap the user's own commands for container images; see docs/stand-in.md
 */
public record WorldOptions(Path folder, double scale, boolean fixedPorts, Optional<Path> imageMap) {

  /**
   * Checks what a user wrote.
   *
   * @throws IllegalArgumentException with a sentence for that user
   */
  public WorldOptions {
    if (!(scale >= 1 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("The scale must be 1 (real time) or more, not " + scale);
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

  int port(int documented) {
    return fixedPorts ? documented : 0;
  }
}
