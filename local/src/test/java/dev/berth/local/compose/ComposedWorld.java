package dev.berth.local.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.Programs;
import dev.berth.simulator.host.ContainerEngine;
import dev.berth.simulator.host.RealEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What {@code docker compose up} makes of the checkout, under a name and on a loopback address of
 * its own. The images are made once.
 */
final class ComposedWorld implements AutoCloseable {
  /** Where the images say that their sources are. */
  static final String SOURCE = "https://example.com/berth";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path home = Checkout.find(System.getenv()).root();
  private final Path tools = Checkout.find(System.getenv()).tools();
  private final ContainerEngine engine = RealEngine.ofNewWorld();
  private final String project = "berth-" + UUID.randomUUID().toString().substring(0, 8);
  private final String address =
      "127.88.%d.%d"
          .formatted(
              ThreadLocalRandom.current().nextInt(256),
              ThreadLocalRandom.current().nextInt(1, 255));

  /** Where the first API key is put. */
  private final Path keys;

  private final String revision;

  /** Makes the images: public ones, or their look-alikes, and ours, of what Maven made. */
  ComposedWorld() {
    try {
      keys = Files.createTempDirectory("berth-keys-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    revision = run("git", "-C", home.toString(), "rev-parse", "HEAD").strip();
    run(home.resolve("tools/images/lookalikes.sh").toString(), tools.resolve("images").toString());
    run(home.resolve("tools/images/build.sh").toString());
    run(home.resolve("tools/compose/build.sh").toString(), composeProgram());
  }

  private String composeProgram() {
    return tools.resolve("docker-compose").toString();
  }

  /** The only address that anything may be published on. */
  String address() {
    return address;
  }

  URI at(int port) {
    return URI.create("http://" + address + ":" + port);
  }

  /** Where the API key is, for its owner alone. */
  Path key() {
    return keys.resolve("key");
  }

  void up() {
    compose("up", "--detach", "--no-build", "--wait");
  }

  void down() {
    compose("down");
  }

  /** What {@code docker compose} prints. */
  String compose(String... words) {
    List<String> command = new ArrayList<>(List.of(composeProgram(), "--project-name", project));
    command.addAll(List.of("--project-directory", home.toString()));
    command.addAll(List.of(words));
    return run(command.toArray(String[]::new));
  }

  /**
   * What compose makes of both files, as JSON: for a real account.
   *
   * @param worker the file of the worker's credentials
   * @param starter the file of the starter's
   */
  String configOfAnAccount(String worker, String starter) {
    return run(
        "env",
        "BERTH_INSTALLATION=main",
        "BERTH_REGIONS=us-east-1",
        "BERTH_WORKER_CREDENTIALS=" + worker,
        "BERTH_STARTER_CREDENTIALS=" + starter,
        composeProgram(),
        "--project-directory",
        home.toString(),
        "--file",
        home.resolve("docker-compose.yml").toString(),
        "--file",
        home.resolve("docker-compose.aws.yml").toString(),
        "config",
        "--format",
        "json");
  }

  /**
   * What the first container writes when these are the worker's credentials; the starter has none.
   */
  String givenTo(String program, Path worker) {
    return docker(
        "run",
        "--rm",
        "--network=none",
        "--user=root",
        "--tmpfs=/passwords",
        "--tmpfs=/here",
        "--volume=" + home.resolve("compose/passwords.sh") + ":/passwords.sh:ro",
        "--volume=" + worker + ":/aws/worker:ro",
        "--volume=/dev/null:/aws/starter:ro",
        "--entrypoint=sh",
        "postgres:17",
        "-c",
        "/passwords.sh && cd /passwords/%s && stat -c '%%u %%a' credentials && cat credentials"
            .formatted(program));
  }

  /** What {@code docker} prints. */
  String docker(String... words) {
    List<String> command = new ArrayList<>(List.of(engine.client().toString()));
    command.addAll(List.of(words));
    return run(command.toArray(String[]::new)).strip();
  }

  /** What the images were made of. */
  String revision() {
    return revision;
  }

  /** The containers of these services, or of all; those that did their work included. */
  List<String> containers(String... services) {
    List<String> words = new ArrayList<>(List.of("ps", "--all", "--format", "{{.Name}}"));
    words.addAll(List.of(services));
    return compose(words.toArray(String[]::new)).lines().toList();
  }

  /** Those that run for as long as the system does. */
  List<String> running() {
    return compose("ps", "--status", "running", "--format", "{{.Name}}").lines().toList();
  }

  /** SIGKILL from outside, as the kernel does it: the engine takes it for a crash. */
  void crash(String container) {
    String pid = docker("inspect", "--format", "{{.State.Pid}}", container);
    String life = startOf(container);
    run("kill", "-9", pid);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !startOf(container).equals(life) && isWell(container));
  }

  private String startOf(String container) {
    return docker("inspect", "--format", "{{.State.StartedAt}}", container);
  }

  private boolean isWell(String container) {
    String state =
        docker(
            "inspect",
            "--format",
            "{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}",
            container);
    return state.strip().equals("running") || state.equals("running healthy");
  }

  private String run(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "DOCKER_HOST=" + engine.address(),
                "BERTH_ADDRESS=" + address,
                "BERTH_KEY_FOLDER=" + keys,
                "BERTH_SOURCE=" + SOURCE,
                "JAVA_HOME=" + System.getProperty("java.home")));
    command.addAll(List.of(words));
    Programs.Outcome outcome = Programs.run(LIMIT, command);
    assertThat(outcome.status()).as("%s: %s", List.of(words), outcome.output()).isZero();
    return outcome.output();
  }

  @Override
  public void close() {
    compose("down", "--volumes");
  }
}
