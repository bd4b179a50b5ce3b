package dev.berth.simulator.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The developer's own programs (sed, curl, ...) as a host sees them. A container engine among them
 * must stay out of sight: a stock host has none, and a script must never reach the developer's.
 */
record SystemPrograms(List<Path> folders) {

  static final SystemPrograms STANDARD =
      new SystemPrograms(List.of(Path.of("/usr/bin"), Path.of("/bin")));

  private static final Set<String> ENGINES =
      Set.of("docker", "dockerd", "podman", "nerdctl", "containerd", "ctr");

  /** Puts links to all programs but engines into this folder, if there is an engine to hide. */
  void hideEngines(Path links) throws IOException {
    boolean hidden = Files.exists(links);
    boolean engines =
        folders.stream()
            .anyMatch(
                folder -> ENGINES.stream().anyMatch(name -> Files.exists(folder.resolve(name))));
    if (hidden || !engines) {
      return;
    }
    Path half = Files.createDirectories(links.resolveSibling(links.getFileName() + ".new"));
    for (Path folder : folders) {
      try (Stream<Path> programs = Files.list(folder)) {
        for (Path program : programs.toList()) {
          String name = program.getFileName().toString();
          Path link = half.resolve(name);
          if (!ENGINES.contains(name) && Files.notExists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    Files.move(half, links);
  }

  /** The part of a PATH that leads to them. */
  String path(Path links) {
    return Files.exists(links)
        ? links.toString()
        : folders.stream().map(Path::toString).collect(Collectors.joining(":"));
  }
}
