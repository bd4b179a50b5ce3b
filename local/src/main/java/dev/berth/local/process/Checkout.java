package dev.berth.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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

  /** Where programs are kept that were downloaded, unpacked or built once. Git ignores it. */
  public Path tools() {
    return root.resolve(".berth").resolve("tools");
  }
}
