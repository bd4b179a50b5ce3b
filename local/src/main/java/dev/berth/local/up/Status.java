package dev.berth.local.up;

import dev.berth.local.world.Http;
import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldPort;
import dev.berth.local.world.WorldPorts;
import dev.berth.servers.process.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The parts of a world: where they listen, and whether they answer.
 *
 * @param folder of a world that was started once
 */
public record Status(WorldFolder folder) {

  /**
   * One part.
   *
   * @param where how to reach it; a URL can be opened, a command can be pasted
   * @param answers asks it now
   */
  public record Part(String name, String where, BooleanSupplier answers) {}

  /** All parts, those of the user's own Temporal server left out. */
  public List<Part> parts() {
    WorldPorts ports = folder.ports().orElseThrow();
    List<Part> parts = new ArrayList<>();
    parts.add(web("API", ports.of(WorldPort.API), ""));
    parts.add(
        new Part(
            "API key",
            "BERTH_KEY_FILE=%s ./berth key".formatted(folder.key()),
            () -> Files.isReadable(folder.key())));
    parts.add(web("worker", ports.of(WorldPort.WORKER), "health"));
    if (ports.of(WorldPort.TEMPORAL) != 0) {
      parts.add(web("Temporal UI", ports.of(WorldPort.TEMPORAL_UI), ""));
      int temporal = ports.of(WorldPort.TEMPORAL);
      parts.add(new Part("Temporal", "127.0.0.1:" + temporal, () -> !Ports.isFree(temporal)));
    }
    int postgres = ports.of(WorldPort.POSTGRES);
    parts.add(
        new Part(
            "PostgreSQL",
            "PGPASSFILE=%s psql -h 127.0.0.1 -p %d -U postgres berth"
                .formatted(folder.passwords(), postgres),
            () -> !Ports.isFree(postgres)));
    parts.add(
        new Part(
            "AWS",
            "curl --header @%s http://127.0.0.1:%d/_simulator/snapshot"
                .formatted(folder.awsHeader(), ports.of(WorldPort.AWS)),
            () -> Http.isOk(page(ports.of(WorldPort.AWS), "_simulator/health"))));
    int cores = ports.of(WorldPort.CORES);
    parts.add(
        new Part(
            "cores",
            "http://{core}.us-east-1.localhost:%d".formatted(cores),
            () -> !Ports.isFree(cores)));
    return parts;
  }

  private static Part web(String name, int port, String path) {
    URI page = page(port, path);
    return new Part(name, page.toString(), () -> Http.isOk(page));
  }

  private static URI page(int port, String path) {
    return URI.create("http://127.0.0.1:%d/%s".formatted(port, path));
  }

  /** A line for each part, without asking it. */
  public String addresses() {
    StringBuilder text = new StringBuilder();
    parts().forEach(part -> text.append("  %-12s %s%n".formatted(part.name(), part.where())));
    return text.toString();
  }
}
