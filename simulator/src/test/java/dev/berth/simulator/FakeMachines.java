package dev.berth.simulator;

import dev.berth.simulator.host.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.io.FileUtils;

/** Machines that are a folder and a real {@code sh}, and remember what was done to them. */
public final class FakeMachines implements Machine.Factory {

  private final Map<String, FakeMachine> machines = new ConcurrentHashMap<>();

  @Override
  public Machine machine(Machine.Spec spec) {
    return machines.computeIfAbsent(spec.instanceId(), _ -> new FakeMachine(spec));
  }

  /** What happened to a machine: {@code boot}, {@code off}, {@code erase}. */
  public List<String> history(String instanceId) {
    FakeMachine machine = machines.get(instanceId);
    return machine == null ? List.of() : List.copyOf(machine.history);
  }

  public Machine.Spec spec(String instanceId) {
    return machines.get(instanceId).spec;
  }

  private static final class FakeMachine implements Machine {

    private final Spec spec;
    private final List<String> history = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private boolean on;

    FakeMachine(Spec spec) {
      this.spec = spec;
    }

    @Override
    public synchronized void boot() {
      try {
        Files.createDirectories(spec.directory());
        if (spec.disk().isPresent()) {
          FileUtils.copyDirectory(spec.disk().get().toFile(), spec.directory().toFile());
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      on = true;
      history.add("boot");
    }

    @Override
    public Outcome run(String script, Duration limit) throws InterruptedException {
      try {
        Path out = Files.createTempFile(spec.directory(), "out", "");
        Path err = Files.createTempFile(spec.directory(), "err", "");
        Optional<Process> process = start(script, out, err);
        if (process.isEmpty()) {
          return new Outcome(137, "", "", false);
        }
        boolean ended = endsWithin(process.get(), limit);
        return new Outcome(
            process.get().exitValue(), Files.readString(out), Files.readString(err), !ended);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private synchronized Optional<Process> start(String script, Path out, Path err)
        throws IOException {
      if (!on) {
        return Optional.empty();
      }
      Process process =
          new ProcessBuilder("sh", "-c", script)
              .directory(spec.directory().toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      processes.add(process);
      return Optional.of(process);
    }

    private static boolean endsWithin(Process process, Duration limit) throws InterruptedException {
      try {
        return process.waitFor(limit);
      } finally {
        process.destroyForcibly().onExit().join();
      }
    }

    @Override
    public synchronized void powerOff() {
      on = false;
      processes.forEach(Process::destroyForcibly);
      history.add("off");
    }

    @Override
    public synchronized void copyDisk(Path copy) {
      try {
        FileUtils.copyDirectory(spec.directory().toFile(), copy.toFile());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      history.add(on ? "copy live" : "copy");
    }

    @Override
    public void erase() {
      history.add("erase");
    }
  }
}
