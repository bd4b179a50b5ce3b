package dev.berth.servers.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The note about a child that outlives us when we are killed: two lines, the child and the process
 * that started it, each with its id and when it began. A process id alone says nothing after a
 * reboot.
 */
record PidFile(Path path) {

  /** Start times of one process differ between readers when the system's clock was corrected. */
  private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(3);

  void write(ProcessHandle child) throws IOException {
    Path draft = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(draft, line(child) + line(ProcessHandle.current()));
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The child, when it still runs. */
  Optional<ProcessHandle> child() throws IOException {
    return process(0);
  }

  /** The process that started the child, when it still runs. */
  Optional<ProcessHandle> owner() throws IOException {
    return process(1);
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  private Optional<ProcessHandle> process(int line) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(path);
    String[] words = line < lines.size() ? lines.get(line).split(" ") : new String[0];
    if (words.length != 2) {
      return Optional.empty();
    }
    Instant began = Instant.parse(words[1]);
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(ProcessHandle::isAlive)
        .filter(
            handle ->
                Duration.between(began(handle), began).abs().compareTo(CLOCK_CORRECTION) <= 0);
  }

  private static String line(ProcessHandle process) {
    return process.pid() + " " + began(process) + "\n";
  }

  private static Instant began(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
