package dev.berth.simulator.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A machine whose scripts and containers are processes of this computer. All its state is in its
 * folder, so that a later JVM finds the machine as this one left it.
 */
final class HostMachine implements Machine {

  private static final Outcome LOST = new Outcome(137, "", "the machine lost its power", false);

  /** Bytes of a script's output: more than Systems Manager keeps, and never all of our memory. */
  private static final int MOST_OUTPUT = 1 << 20;

  private final Spec spec;
  private final Optional<Path> imageMap;
  private final Optional<ContainerEngine> engine;
  private final HostFolder folder;

  /** Held while power changes and while a script starts, so that none escapes a power-off. */
  private final ReentrantLock power = new ReentrantLock();

  /** Powers the machine off when this JVM dies; runs while it is on, and is held by us alone. */
  private Process guard;

  HostMachine(Spec spec, Optional<Path> imageMap, Optional<ContainerEngine> engine) {
    this.spec = spec;
    this.imageMap = imageMap;
    this.engine = engine;
    this.folder = new HostFolder(spec.directory().toAbsolutePath().normalize());
  }

  @Override
  public void boot() {
    withPower(
        () -> {
          folder.furnish(spec, imageMap, engine);
          endGuard();
          guard = startGuard();
          if (isOn()) {
            return;
          }
          // A guard that we ended half-way leaves some behind.
          endAll();
          ContainerEngine.powerOff(folder);
          HostDisk disk = new HostDisk(folder.root());
          if (spec.disk().isPresent()) {
            disk.startFrom(spec.disk().get());
          }
          disk.identify(spec.instanceId());
          if (spec.software() == Software.DOCKER) {
            folder.bringDocker();
          }
          HostFolder.delete(folder.run());
          Files.createDirectories(folder.run());
          if (folder.startsDocker()) {
            startDocker();
          }
          Files.writeString(folder.run().resolve("on"), lifeOfThisComputer());
        });
  }

  private Process startGuard() throws IOException {
    String root = folder.root().toString();
    ProcessBuilder command =
        command(
                Map.of("BERTH_GUARD", root),
                "sh",
                folder.root().resolve("lib/guard.sh").toString(),
                root)
            .redirectInput(Redirect.PIPE)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    command.environment().remove("BERTH_ROOT");
    return command.start();
  }

  /** Also that of an earlier JVM, which would kill what is booted now. */
  private void endGuard() {
    MarkedProcesses.kill("BERTH_GUARD=" + folder.root());
  }

  private void endAll() {
    MarkedProcesses.kill("BERTH_ROOT=" + folder.root());
  }

  private void startDocker() throws IOException {
    Path log = folder.root().resolve("var/log/dockerd");
    Files.createDirectories(log.getParent());
    Process start =
        command(Map.of(), "sh", folder.root().resolve("lib/dockerd.sh").toString(), "start")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exitCode = start.onExit().join().exitValue();
    if (exitCode != 0) {
      throw new IOException("docker did not start: " + Files.readString(log));
    }
  }

  @Override
  public Outcome run(String script, Duration limit) throws InterruptedException {
    String run = UUID.randomUUID().toString();
    Path files = folder.root().resolve("tmp/script-" + run);
    Optional<Process> started = withPower(() -> start(script, run, files));
    if (started.isEmpty()) {
      return LOST;
    }
    try {
      Process process = started.get();
      boolean ended = endsWithin(process, limit, run);
      return withPower(() -> outcome(process, !ended, files));
    } finally {
      withPower(() -> HostFolder.delete(files));
    }
  }

  private static boolean endsWithin(Process process, Duration limit, String run)
      throws InterruptedException {
    boolean ended = false;
    try {
      ended = process.waitFor(limit);
    } finally {
      if (!ended) {
        MarkedProcesses.kill("BERTH_RUN=" + run);
      }
    }
    return ended;
  }

  private Optional<Process> start(String script, String run, Path files) throws IOException {
    if (!isOn()) {
      return Optional.empty();
    }
    Files.createDirectories(files);
    Path file = Files.writeString(files.resolve("script"), script);
    return Optional.of(
        command(Map.of("BERTH_RUN", run), "sh", file.toString())
            // Files, not pipes: a process that the script leaves behind would keep a pipe open.
            .redirectOutput(files.resolve("stdout").toFile())
            .redirectError(files.resolve("stderr").toFile())
            .start());
  }

  private Outcome outcome(Process process, boolean timedOut, Path files) throws IOException {
    int exitCode = process.onExit().join().exitValue();
    return new Outcome(
        exitCode, text(files.resolve("stdout")), text(files.resolve("stderr")), timedOut);
  }

  private static String text(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (InputStream written = Files.newInputStream(file)) {
      return new String(written.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void powerOff() {
    withPower(
        () -> {
          Files.deleteIfExists(folder.run().resolve("on"));
          endAll();
          endGuard();
          ContainerEngine.powerOff(folder);
        });
  }

  @Override
  public void copyDisk(Path copy) {
    withPower(
        () -> {
          Files.createDirectories(copy.getParent());
          new HostDisk(folder.root()).copyTo(copy);
        });
  }

  @Override
  public void erase() {
    powerOff();
    withPower(
        () -> {
          ContainerEngine.erase(folder);
          HostFolder.delete(folder.root());
        });
  }

  private boolean isOn() throws IOException {
    Path on = folder.run().resolve("on");
    return Files.exists(on) && Files.readString(on).equals(lifeOfThisComputer());
  }

  /** Differs after a restart of the computer (or container) that the processes lived on. */
  private static String lifeOfThisComputer() throws IOException {
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
    Path firstProcess = Path.of("/proc/1/stat");
    if (!Files.isReadable(firstProcess)) {
      return boot;
    }
    String stat = Files.readString(firstProcess);
    // The start time in clock ticks: field 22, counted behind the name, which may hold blanks.
    return boot + stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
  }

  private ProcessBuilder command(Map<String, String> more, String... words) {
    Map<String, String> environment = new HashMap<>(more);
    String root = folder.root().toString();
    environment.put("BERTH_ROOT", root);
    environment.put("BERTH_INSTANCE_ID", spec.instanceId());
    environment.put("BERTH_HOST_ADDRESS", spec.address());
    environment.put("PATH", folder.path());
    environment.put("HOME", root + "/root");
    environment.put("TMPDIR", root + "/tmp");
    environment.put("AWS_ENDPOINT_URL", spec.awsEndpoint().toString());
    environment.put("AWS_SESSION_TOKEN", spec.awsToken());
    environment.put("AWS_REGION", spec.region());
    environment.put("AWS_DEFAULT_REGION", spec.region());
    // A session of its own: no terminal, and no signal meant for the JVM's group reaches it.
    List<String> line = new ArrayList<>(List.of("setsid"));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.directory(folder.root().toFile()).redirectInput(new File("/dev/null"));
  }

  private interface Change {
    void make() throws IOException;
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private void withPower(Change change) {
    withPower(
        () -> {
          change.make();
          return null;
        });
  }

  private <T> T withPower(Question<T> question) {
    power.lock();
    try {
      return question.ask();
    } catch (IOException failure) {
      throw new UncheckedIOException("machine " + spec.instanceId(), failure);
    } finally {
      power.unlock();
    }
  }
}
