package dev.berth.simulator.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Processes known by a variable in their environment, which children inherit and no later process
 * with a reused number has. So they are found even if a previous JVM started them.
 */
final class MarkedProcesses {

  private static final Path PROC = Path.of("/proc");
  private static final Duration PAUSE = Duration.ofMillis(5);

  private MarkedProcesses() {}

  /** Every process that carries this assignment, zombies excepted: they have no environment. */
  static List<ProcessHandle> carrying(String assignment) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          // The handle first: it remembers the start time, and kills no other process later.
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
          .filter(process -> carries(process, assignment))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list " + PROC, unreadable);
    }
  }

  /** Kills every process that carries this assignment and returns when none of them is left. */
  static void kill(String assignment) {
    List<ProcessHandle> killed = new ArrayList<>();
    // A process shows no environment for a moment while it becomes another program: look twice.
    for (int quiet = 0; quiet < 2; ) {
      List<ProcessHandle> found = carrying(assignment);
      found.forEach(ProcessHandle::destroyForcibly);
      killed.addAll(found);
      quiet = found.isEmpty() ? quiet + 1 : 0;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    // Without memory it carries nothing, yet its sockets close a moment later.
    while (killed.stream().anyMatch(MarkedProcesses::holdsFiles)) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean carries(ProcessHandle process, String assignment) {
    try {
      String environment =
          new String(
              Files.readAllBytes(PROC.resolve(process.pid() + "/environ")),
              StandardCharsets.ISO_8859_1);
      return List.of(environment.split("\0", -1)).contains(assignment);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }

  private static boolean holdsFiles(ProcessHandle process) {
    try {
      String stat =
          Files.readString(PROC.resolve(process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return process.isAlive() && state != 'Z' && state != 'X';
    } catch (IOException gone) {
      return false;
    }
  }
}
