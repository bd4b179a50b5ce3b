package dev.berth.local.machine;

import dev.berth.local.machine.Machine.Outcome;
import dev.berth.local.machine.Machine.Software;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Something that runs scripts with a {@code docker} on the PATH, and two images in it. */
interface DockerEngine {

  Outcome run(String script) throws Exception;

  void close();

  /** The stand-in, or the real engine whose address is in {@code berth.docker.host}. */
  static DockerEngine underTest(Path folder) throws Exception {
    String host = System.getProperty("berth.docker.host", "");
    return host.isEmpty() ? StandIn.in(folder) : new Real(host, folder);
  }

  /** The stand-in on a simulated machine. */
  record StandIn(TestMachine machine) implements DockerEngine {
    static StandIn in(Path folder) throws Exception {
      TestMachine machine = TestMachine.on(folder, Software.DOCKER, Map.of());
      machine.run("docker pull berth/sleeper:1 && docker pull berth/shell:1");
      return new StandIn(machine);
    }

    @Override
    public Outcome run(String script) throws Exception {
      return machine.run(script);
    }

    @Override
    public void close() {
      machine.close();
    }
  }

  /**
   * A real engine. It must have two images on the base of any busybox: {@code berth/sleeper:1} with
   * {@code CMD ["/bin/sleep","100000"]} and {@code berth/shell:1} with {@code ENTRYPOINT
   * ["/bin/sh","-c"]}.
   */
  record Real(String host, Path folder) implements DockerEngine {
    @Override
    public Outcome run(String script) throws Exception {
      File out = Files.createTempFile(folder, "out", "").toFile();
      File err = Files.createTempFile(folder, "err", "").toFile();
      ProcessBuilder shell =
          new ProcessBuilder("sh", "-c", script).redirectOutput(out).redirectError(err);
      shell.environment().put("DOCKER_HOST", host);
      Process process = shell.start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return new Outcome(
          process.waitFor(),
          Files.readString(out.toPath()),
          Files.readString(err.toPath()),
          !ended);
    }

    @Override
    public void close() {}
  }
}
