package dev.berth.simulator.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The containers of simulated hosts, as they lie in the hosts' folders. */
public final class Containers {
  private static final String FOLDER = "var/lib/docker/containers";

  private Containers() {}

  /**
   * The values of a label of all containers that run, once for each container.
   *
   * @param hosts the folders of hosts that are powered on
   */
  public static List<String> running(List<Path> hosts, String label) {
    return hosts.stream()
        .flatMap(host -> children(host.resolve(FOLDER)).stream())
        .filter(container -> lines(container.resolve("state")).anyMatch(l -> l.startsWith("run")))
        .flatMap(container -> lines(container.resolve("labels")))
        .filter(line -> line.startsWith(label + "="))
        .map(line -> line.substring(label.length() + 1))
        .sorted()
        .toList();
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> all = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (NoSuchFileException goneMeanwhile) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
