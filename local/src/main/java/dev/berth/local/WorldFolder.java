package dev.berth.local;

import dev.berth.local.process.ChildProcess;
import dev.berth.local.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a world leaves on disk, and how it ends. */
final class WorldFolder {
  private WorldFolder() {}

  /** Deletes what a world remembered, after ending what a killed one left running. */
  static void forget(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    for (String part : List.of("processes", "temporal", "postgres")) {
      ChildProcess.reapLeftovers(folder.resolve(part));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Ctrl-C and SIGTERM close the world in order before this process ends. */
  static AutoClosing closeOnSignal(World world) {
    Thread hook = new Thread(world::close, "close-world");
    Runtime.getRuntime().addShutdownHook(hook);
    return () -> {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // Already going down: the hook closes the world.
      }
    };
  }

  /** Closed without a checked exception. */
  interface AutoClosing extends AutoCloseable {
    @Override
    void close();
  }
}
