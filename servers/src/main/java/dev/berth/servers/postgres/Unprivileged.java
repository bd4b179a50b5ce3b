package dev.berth.servers.postgres;

import dev.berth.servers.process.Programs;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. When we are root it runs in a user namespace of its own, where
 * its user id is not mapped and it still owns root's files; where a container forbids that, as the
 * user <i>nobody</i>, which is given the server's folder.
 */
enum Unprivileged {
  AS_WE_ARE,
  IN_A_NAMESPACE,
  AS_NOBODY;

  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  /** The first way that works for the user that we are. */
  static Unprivileged here() {
    if (!Programs.run(AT_ONCE, List.of("id", "-u")).output().strip().equals("0")) {
      return AS_WE_ARE;
    }
    return Stream.of(IN_A_NAMESPACE, AS_NOBODY)
        .filter(way -> Programs.run(AT_ONCE, way.command(List.of("true"))).succeeded())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "PostgreSQL refuses to run as root, and neither unshare nor setpriv works"
                        + " here: run Berth as an ordinary user"));
  }

  /** The command, run this way. */
  List<String> command(List<String> words) {
    return Stream.concat(prefix().stream(), words.stream()).toList();
  }

  /**
   * Makes sure that the server may use this file or folder.
   *
   * @throws IllegalStateException when it lies in a folder that is closed to others
   */
  void give(Path path) throws IOException {
    if (this != AS_NOBODY) {
      return;
    }
    Files.setOwner(
        path,
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    if (!Programs.run(AT_ONCE, command(List.of("test", "-r", path.toString()))).succeeded()) {
      throw new IllegalStateException(
          "PostgreSQL runs as the user nobody here, who cannot reach "
              + path
              + ": move the checkout out of root's own folder, or run Berth as an ordinary user");
    }
  }

  private List<String> prefix() {
    return switch (this) {
      case AS_WE_ARE -> List.of();
      case IN_A_NAMESPACE -> List.of("unshare", "-U");
      case AS_NOBODY -> List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups");
    };
  }
}
