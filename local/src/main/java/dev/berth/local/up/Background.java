package dev.berth.local.up;

import dev.berth.local.world.WorldFolder;
import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code ./berth up} in the background, and ends it.
 *
 * @param folder of its world
 */
public record Background(Checkout checkout, WorldFolder folder) {
  /** The line with which {@code up} says that all parts answer begins with this. */
  public static final String READY = "Berth is ready.";

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration END = Duration.ofMinutes(1);

  /** Says to the command that it is the one in the background; what it prints is in its log. */
  public static final String MARK = "BERTH_IN_BACKGROUND";

  /**
   * Starts it, copies what it prints, and returns when it is ready or has failed.
   *
   * @param words the command with its options
   * @return the exit status
   */
  public int start(List<String> words, PrintStream out) throws IOException, InterruptedException {
    Path log = folder.path().resolve("up.log");
    Files.createDirectories(folder.path());
    Files.deleteIfExists(log);
    Process up =
        Programs.detached(
            Stream.concat(
                    Stream.of("env", MARK + "=yes", checkout.root().resolve("berth").toString()),
                    words.stream())
                .toList(),
            log);
    try (GrowingFile printed = new GrowingFile(log)) {
      while (true) {
        boolean ended = up.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        for (String line : printed.lines()) {
          if (line.startsWith(READY)) {
            out.println(READY + " See also: ./berth status | logs | down");
            return 0;
          }
          out.println(line);
        }
        if (ended) {
          return up.exitValue();
        }
      }
    }
  }

  /** Ends the world of this checkout, wherever it was started; returns the exit status. */
  public int end(PrintStream out) throws InterruptedException {
    Optional<ProcessHandle> owner = folder.owner();
    if (owner.isEmpty()) {
      out.println("No world of this checkout runs.");
      return 0;
    }
    owner.get().destroy();
    for (long left = END.toMillis(); owner.get().isAlive() && left > 0; left -= LOOK.toMillis()) {
      Thread.sleep(LOOK);
    }
    boolean alive = owner.get().isAlive();
    out.println(
        alive
            ? "Process %d does not end. To end it at once: kill -9 %1$d"
                .formatted(owner.get().pid())
            : "Berth has ended. Its data is in %s; ./berth up uses it again."
                .formatted(folder.path()));
    return alive ? 1 : 0;
  }
}
