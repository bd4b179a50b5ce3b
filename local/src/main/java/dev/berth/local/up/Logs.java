package dev.berth.local.up;

import dev.berth.local.world.WorldFolder;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The log files of a world. */
public final class Logs implements Closeable {
  private static final String SUFFIX = ".log";
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Map<String, GrowingFile> files = new TreeMap<>();

  /**
   * Opens those of these parts.
   *
   * @param parts names of files without their suffix; none for all
   * @throws IllegalArgumentException with the names that there are, when one is unknown or none is
   *     there
   */
  public static Logs of(WorldFolder folder, List<String> parts) throws IOException {
    Map<String, Path> there = find(folder);
    if (there.isEmpty()) {
      throw new IllegalArgumentException("There are no logs in %s yet.".formatted(folder.path()));
    }
    List<String> unknown = parts.stream().filter(part -> !there.containsKey(part)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no log of %s. There are: %s."
              .formatted(String.join(", ", unknown), String.join(", ", there.keySet())));
    }
    Logs logs = new Logs();
    for (String part : parts.isEmpty() ? there.keySet() : parts) {
      logs.files.put(part, new GrowingFile(there.get(part)));
    }
    return logs;
  }

  private static Map<String, Path> find(WorldFolder folder) throws IOException {
    Map<String, Path> found = new TreeMap<>();
    for (Path part : folder.logFolders()) {
      try (Stream<Path> files = Files.isDirectory(part) ? Files.list(part) : Stream.empty()) {
        files
            .filter(file -> file.toString().endsWith(SUFFIX))
            .forEach(file -> found.put(name(file), file));
      }
    }
    return found;
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /** Prints the last lines of each. */
  public void print(int lines, PrintStream out) throws IOException {
    for (Map.Entry<String, GrowingFile> file : files.entrySet()) {
      List<String> all = file.getValue().lines();
      print(file.getKey(), all.subList(Math.max(0, all.size() - lines), all.size()), out);
    }
  }

  /** Prints new lines until the thread is interrupted. */
  public void follow(PrintStream out) throws IOException, InterruptedException {
    while (true) {
      for (Map.Entry<String, GrowingFile> file : files.entrySet()) {
        print(file.getKey(), file.getValue().lines(), out);
      }
      Thread.sleep(LOOK);
    }
  }

  private void print(String part, List<String> lines, PrintStream out) {
    int width = files.keySet().stream().mapToInt(String::length).max().orElse(0);
    String name = files.size() == 1 ? "" : part + " ".repeat(width - part.length()) + " | ";
    lines.forEach(line -> out.println(name + line));
  }

  @Override
  public void close() throws IOException {
    for (GrowingFile file : files.values()) {
      file.close();
    }
  }
}
