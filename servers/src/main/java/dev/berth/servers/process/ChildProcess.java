package dev.berth.servers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A program that runs beside us: output in {@code <name>.log}, identity in {@code <name>.pid}, and
 * never left behind. When this process dies, by SIGKILL too, a guard kills the child; when even the
 * guard is gone, the next start under the same name does.
 */
public final class ChildProcess implements AutoCloseable {

  /**
   * For a program that starts in seconds on an idle computer: with ten others that want each core
   * it took more than a minute. A program that ends is noticed at once.
   */
  public static final Duration START = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(50);

  /** A killed process that no parent reaps stays as a zombie, harmless: not waited for longer. */
  private static final Duration DEATH = Duration.ofSeconds(10);

  private static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * What to run.
   *
   * @param name unique within the folder
   * @param folder where the log and the pid file live; made when it is missing
   * @param environment added to our own
   */
  public record Command(
      String name, Path folder, List<String> words, Map<String, String> environment) {

    /** A command that runs in our own environment. */
    public Command(String name, Path folder, List<String> words) {
      this(name, folder, words, Map.of());
    }
  }

  private final Command command;
  private final PidFile pidFile;
  private final Process process;
  private final Process guard;

  private ChildProcess(Command command, PidFile pidFile, Process process, Process guard) {
    this.command = command;
    this.pidFile = pidFile;
    this.process = process;
    this.guard = guard;
  }

  /**
   * Starts the program, after killing one of the same name that an earlier owner left behind.
   *
   * @throws IllegalStateException when one of the same name runs and its owner lives
   */
  public static ChildProcess start(Command command) {
    try {
      Path folder = Files.createDirectories(command.folder());
      PidFile pidFile = new PidFile(folder.resolve(command.name() + ".pid"));
      reap(pidFile);
      ProcessBuilder builder =
          new ProcessBuilder(Guard.ownSession(command.words()))
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(
                      folder.resolve(command.name() + ".log").toFile()));
      builder.environment().putAll(command.environment());
      Process process = builder.start();
      pidFile.write(process.toHandle());
      return new ChildProcess(command, pidFile, process, Guard.of(process));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + command.name(), e);
    }
  }

  /** Kills every child with a pid file in this folder whose owner is dead; the others stay. */
  public static void reapLeftovers(Path folder) {
    try {
      for (PidFile pidFile : pidFiles(folder)) {
        if (pidFile.owner().isEmpty()) {
          reap(pidFile);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The living process, if any, that has children with a pid file in this folder. */
  public static Optional<ProcessHandle> owner(Path folder) {
    try {
      for (PidFile pidFile : pidFiles(folder)) {
        Optional<ProcessHandle> owner = pidFile.owner();
        if (owner.isPresent()) {
          return owner;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Notes in a folder that this process works there: it is the folder's {@link #owner} until it
   * ends, or calls {@link #release}.
   */
  public static void claim(Path folder) {
    try {
      claims(folder).write(ProcessHandle.current());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the note away. */
  public static void release(Path folder) {
    try {
      claims(folder).delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PidFile claims(Path folder) {
    return new PidFile(folder.resolve("owner.pid"));
  }

  private static List<PidFile> pidFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return files.filter(file -> file.toString().endsWith(".pid")).map(PidFile::new).toList();
    }
  }

  /** What it was started as. */
  public String name() {
    return command.name();
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit status when the program has ended, for whatever reason. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** The last lines that it printed, over all its starts. */
  public String logTail(int lines) {
    try (Stream<String> all = Files.lines(command.folder().resolve(command.name() + ".log"))) {
      List<String> kept = all.toList();
      return String.join("\n", kept.subList(Math.max(0, kept.size() - lines), kept.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the program does its job.
   *
   * @param ready asked again and again; slow answers are its own business
   * @throws IllegalStateException when it ended or the time is over, with its last output; it does
   *     not run any more then
   */
  public void awaitReady(Duration limit, BooleanSupplier ready) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!(isAlive() && ready.getAsBoolean())) {
      boolean interrupted = interruptedPause();
      boolean alive = isAlive();
      if (interrupted || !alive || System.nanoTime() > deadline) {
        kill();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(
            "%s %s; its last output:\n%s"
                .formatted(
                    command.name(),
                    alive ? "was not ready within " + limit.toSeconds() + " s" : "ended",
                    logTail(20)));
      }
    }
  }

  /**
   * Waits until the program listens on a port and does its job. An answer of another process that
   * has the port does not count.
   *
   * @throws IllegalStateException as {@link #awaitReady(Duration, BooleanSupplier)} does
   */
  public void awaitReady(Duration limit, int port, BooleanSupplier ready) {
    awaitReady(limit, () -> Listener.is(process.toHandle(), port) && ready.getAsBoolean());
  }

  /** Sends a signal by its name without {@code SIG}, such as {@code STOP} and {@code CONT}. */
  public void signal(String name) {
    Programs.run(GRACE, List.of("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid())));
  }

  /** SIGKILL to it and all that it started; returns when they are dead. */
  public void kill() {
    killTree(process.toHandle());
    forget();
  }

  /** Asks it to end with this signal, and kills it when it still runs after the grace period. */
  public void stop(String signal, Duration grace) {
    if (isAlive()) {
      signal(signal);
      try {
        process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    kill();
  }

  /** Ends it with SIGTERM, kills it after ten seconds. Harmless when it ended already. */
  @Override
  public void close() {
    stop("TERM", GRACE);
  }

  private void forget() {
    guard.destroyForcibly();
    try {
      if (pidFile.child().isEmpty()) {
        pidFile.delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void reap(PidFile pidFile) throws IOException {
    Optional<ProcessHandle> child = pidFile.child();
    if (child.isPresent()) {
      Optional<ProcessHandle> owner = pidFile.owner();
      if (owner.isPresent()) {
        throw new IllegalStateException(
            "%s: process %d runs already, started by process %d"
                .formatted(pidFile.path(), child.get().pid(), owner.get().pid()));
      }
      killTree(child.get());
    }
    pidFile.delete();
  }

  private static void killTree(ProcessHandle root) {
    // Listed before the kill: afterwards the descendants have another parent.
    List<ProcessHandle> tree = Stream.concat(Stream.of(root), root.descendants()).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
    long deadline = System.nanoTime() + DEATH.toNanos();
    boolean interrupted = false;
    while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      interrupted |= interruptedPause();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean interruptedPause() {
    try {
      Thread.sleep(POLL);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
