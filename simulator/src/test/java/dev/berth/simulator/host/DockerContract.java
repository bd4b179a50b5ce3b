package dev.berth.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.simulator.host.Machine.Outcome;
import dev.berth.simulator.host.Machine.Software;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What scripts rely on in a host's docker. The same tests run against the stand-in and against a
 * real engine: a difference is a bug of the stand-in.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class DockerContract {
  Path folder;
  private TestMachine machine;

  /** The engine whose containers the host has; empty for the stand-in. */
  abstract Optional<ContainerEngine> engine();

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    machine = TestMachine.on(folder, Software.DOCKER, URI.create("http://127.0.0.1:1"), engine());
    out("docker pull berth/sleeper:1 && docker pull berth/shell:1");
  }

  @AfterAll
  void stop() {
    if (machine != null) {
      machine.close();
    }
  }

  @AfterEach
  void removeContainers() throws Exception {
    run("docker rm -f $(docker ps -aq)");
  }

  Outcome run(String script) throws Exception {
    return machine.run(script);
  }

  String out(String script) throws Exception {
    Outcome outcome = run(script);
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    return outcome.stdout().strip();
  }

  String state(String name) throws Exception {
    return out(
        "docker inspect -f '{{.State.Running}} {{.State.Status}} {{.State.ExitCode}}' " + name);
  }
}
