package dev.berth.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.machine.Machine.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * What start scripts rely on in docker. The same tests run against a real engine with {@code
 * -Dberth.docker.host=unix:///...}: a difference is a bug of the stand-in. {@link DockerEngine}
 * says what the engine must have.
 */
abstract class DockerContract {

  @TempDir static Path folder;
  private static DockerEngine docker;

  @BeforeAll
  static void start() throws Exception {
    docker = DockerEngine.underTest(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    docker.close();
  }

  @AfterEach
  void removeContainers() throws Exception {
    docker.run("docker rm -f $(docker ps -aq --filter name=ct-)");
  }

  static Outcome run(String script) throws Exception {
    return docker.run(script);
  }

  static String out(String script) throws Exception {
    Outcome outcome = docker.run(script);
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    return outcome.stdout().strip();
  }

  static String state(String name) throws Exception {
    return out(
        "docker inspect -f '{{.State.Running}} {{.State.Status}} {{.State.ExitCode}}' " + name);
  }
}
