package dev.berth.servers.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Berth checkout that this process works for.
 *
 * @param root the folder with the launcher in it
 */
public record Checkout(Path root) {

  /**
   * Finds the checkout: {@code BERTH_HOME} (set by the launcher), else the nearest folder upwards
   * from the current one that is a checkout, as tests run inside of their module.
   *
   * @throws IllegalStateException when there is none
   */
  public static Checkout find(Map<String, String> environment) {
    String home = environment.get("BERTH_HOME");
    if (home != null) {
      return new Checkout(Path.of(home).toAbsolutePath().normalize());
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("tools/temporal/go.mod"))) {
        return new Checkout(at);
      }
    }
    throw new IllegalStateException(
        "No Berth checkout here or above: run ./berth, or set BERTH_HOME to the checkout");
  }

  /**
   * The command that runs one of our programs, for a short life on few cores: it starts fast.
   *
   * @param modules whose classes it has; the libraries are the first one's
   */
  public List<String> java(List<String> modules, String main) {
    String classes =
        modules.stream()
            .map(module -> root.resolve(module).resolve("target/classes").toString())
            .collect(Collectors.joining(":"));
    Path libraries = root.resolve(modules.getFirst()).resolve("target/lib");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx512m",
        "-cp",
        classes + ":" + libraries + "/*",
        main);
  }

  /** Where programs are kept that were downloaded, unpacked or built once. Git ignores it. */
  public Path tools() {
    return root.resolve(".berth").resolve("tools");
  }
}
