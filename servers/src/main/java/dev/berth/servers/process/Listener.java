package dev.berth.servers.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which process listens on a TCP port of this machine, read from Linux's {@code /proc}. */
final class Listener {
  private static final Path PROC = Path.of("/proc");
  private static final List<Path> TABLES =
      List.of(PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"));
  private static final String LISTEN = "0A";

  private Listener() {}

  /**
   * Whether a process, or one that it started, listens on a port. Another process that has the port
   * answers there as well, so an answer alone does not prove that the child serves. True when this
   * machine does not say which process a socket belongs to.
   */
  static boolean is(ProcessHandle root, int port) {
    if (!Files.isReadable(TABLES.getFirst())) {
      return root.isAlive();
    }
    Set<String> sockets =
        TABLES.stream().flatMap(table -> listening(table, port)).collect(Collectors.toSet());
    return Stream.concat(Stream.of(root), root.descendants())
        .anyMatch(process -> hasOneOf(sockets, process));
  }

  /** The listening sockets on a port, as the links in a process's {@code fd} folder name them. */
  private static Stream<String> listening(Path table, int port) {
    String suffix = ":%04X".formatted(port);
    try {
      return Files.readAllLines(table).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words[1].endsWith(suffix) && words[3].equals(LISTEN))
          .map(words -> "socket:[" + words[9] + "]");
    } catch (IOException noSuchTable) {
      return Stream.empty();
    }
  }

  private static boolean hasOneOf(Set<String> sockets, ProcessHandle process) {
    Path files = PROC.resolve(Long.toString(process.pid())).resolve("fd");
    try (DirectoryStream<Path> links = Files.newDirectoryStream(files)) {
      for (Path link : links) {
        if (sockets.contains(target(link))) {
          return true;
        }
      }
      return false;
    } catch (AccessDeniedException ofAnotherUser) {
      return !sockets.isEmpty(); // some process listens, and this machine does not say which
    } catch (IOException | DirectoryIteratorException endedMeanwhile) {
      return false;
    }
  }

  private static String target(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closedMeanwhile) {
      return "";
    }
  }
}
