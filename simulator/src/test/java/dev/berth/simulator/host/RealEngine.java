package dev.berth.simulator.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.servers.Needs;
import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.Programs;
import dev.berth.simulator.standin.StandInCore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The engine of this computer, or one that is started for the tests, with look-alikes of the images
 * that no registry within reach has. It is started once and stays until this process ends.
 */
public final class RealEngine {
  /** A look-alike of the core's image, which the hosts of tests know as well. */
  public static final String CORE_IMAGE = "berth/look-alike-core:1";

  /** A look-alike of the core's image that is not the root user's from the start. */
  public static final String UNPRIVILEGED_IMAGE = "berth/unprivileged-core:1";

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Path TOOLS = Checkout.find(System.getenv()).root().resolve("tools/engine");

  /** One for each JVM that tests run in at the same time: the one that ends first stops its own. */
  private static final Path FOLDER =
      Checkout.find(System.getenv())
          .tools()
          .resolve("engine-" + System.getProperty("surefire.forkNumber", "0"));

  private RealEngine() {}

  private static ContainerEngine engine;

  /** Skips the test that calls it where there is no engine. */
  private static synchronized ContainerEngine engine() {
    if (engine == null) {
      engine = start();
    }
    return engine;
  }

  /** With the labels of a world of its own. */
  public static ContainerEngine ofNewWorld() {
    ContainerEngine shared = engine();
    String world = UUID.randomUUID().toString().substring(0, 8);
    return new ContainerEngine(shared.client(), shared.address(), world);
  }

  /**
   * Gives the look-alike the name of the public image until it is closed; does nothing where the
   * engine knows that one: other programs may use it.
   */
  public static AutoCloseable publicName() {
    String name = "supertokens/supertokens-postgresql:11.2.3";
    if (!said("images", "-q", name).isEmpty()) {
      return () -> {};
    }
    said("tag", CORE_IMAGE, name);
    return () -> said("rmi", name);
  }

  /** What a docker command prints, past every host. */
  public static String said(String... words) {
    return said(engine(), words);
  }

  private static String said(ContainerEngine engine, String... words) {
    List<String> command =
        new ArrayList<>(List.of(engine.client().toString(), "--host", engine.address()));
    command.addAll(List.of(words));
    return succeeded(command);
  }

  private static ContainerEngine start() {
    Programs.Outcome started =
        Programs.run(
            LIMIT, List.of(TOOLS.resolve("engine.sh").toString(), "start", FOLDER.toString()));
    Needs.that(started.succeeded(), started.output());
    List<String> stop = List.of(TOOLS.resolve("engine.sh").toString(), "stop", FOLDER.toString());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Programs.run(LIMIT, stop), "engine"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("DOCKER_HOST", started.output().strip());
    ContainerEngine found = ContainerEngine.find(environment, "tests").orElseThrow();
    succeeded(
        List.of(
            "env",
            "DOCKER_HOST=" + found.address(),
            TOOLS.resolve("core-image.sh").toString(),
            CORE_IMAGE,
            System.getProperty("java.home"),
            origin(StandInCore.class),
            origin(org.postgresql.Driver.class)));
    variant(found, UNPRIVILEGED_IMAGE, "USER supertokens");
    variant(found, "berth/sleeper:1", "ENTRYPOINT []", "CMD [\"/bin/sleep\",\"100000\"]");
    variant(found, "berth/shell:1", "ENTRYPOINT [\"/bin/sh\",\"-c\"]", "CMD []");
    variant(
        found,
        "berth/broken:1",
        "ENTRYPOINT [\"/bin/sh\",\"-c\",\"echo \\\"the key is $API_KEYS\\\"; exit 1\"]");
    variant(
        found,
        "berth/fragile-core:1",
        "ENTRYPOINT [\"/bin/sh\",\"-c\",\"[ -e /usr/lib/supertokens/once ] ||"
            + " { : >/usr/lib/supertokens/once; exit 1; }; exec docker-entrypoint.sh >/dev/null\"]");
    return found;
  }

  /** The same files, started in another way. */
  private static void variant(ContainerEngine engine, String name, String... changes) {
    String container = said(engine, "create", CORE_IMAGE);
    List<String> commit = new ArrayList<>(List.of("commit"));
    for (String change : changes) {
      commit.addAll(List.of("--change", change));
    }
    commit.addAll(List.of(container, name));
    said(engine, commit.toArray(String[]::new));
    said(engine, "rm", container);
  }

  private static String origin(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  private static String succeeded(List<String> command) {
    Programs.Outcome outcome = Programs.run(LIMIT, command);
    assertThat(outcome.status()).as(outcome.output()).isZero();
    return outcome.output().strip();
  }
}
