package dev.berth.servers.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Programs that are run once, to their end. */
public final class Programs {

  private Programs() {}

  /**
   * What a finished program left.
   *
   * @param status its exit status; 124 when it was stopped at its limit, 127 when it could not be
   *     started
   * @param output standard output and standard error, as they came
   */
  public record Outcome(int status, String output) {

    /** Whether the program says that it did its job. */
    public boolean succeeded() {
      return status == 0;
    }
  }

  /** The program that a shell would start for this name, given this environment's {@code PATH}. */
  public static Optional<Path> onPath(String name, Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(Predicate.not(String::isEmpty))
        .map(folder -> Path.of(folder, name).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** Runs a program and waits for its end, at most for this time. Never throws for its failure. */
  public static Outcome run(Duration limit, List<String> command) {
    try {
      Path output = Files.createTempFile("berth-", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.destroyForcibly().waitFor();
        }
        return new Outcome(
            ended ? process.exitValue() : 124,
            new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
      } catch (IOException cannotStart) {
        return new Outcome(127, String.valueOf(cannotStart.getMessage()));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command.getFirst(), e);
    }
  }

  /**
   * Starts a program that outlives this process and its terminal; what it prints is added to a
   * file.
   */
  public static Process detached(List<String> command, Path output) throws IOException {
    return new ProcessBuilder(Guard.ownSession(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .redirectInput(new File("/dev/null"))
        .start();
  }
}
