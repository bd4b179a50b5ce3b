package dev.berth.local.world;

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
  int port(int documented) {
    return fixedPorts ? documented : 0;
  }
}
