package dev.berth.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.client.BerthClient;
import dev.berth.client.api.CoreView;
import dev.berth.servers.Needs;
import dev.berth.simulator.host.ContainerEngine;
import dev.berth.simulator.host.RealEngine;
import dev.berth.simulator.standin.CoreAnswer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A world whose hosts run real containers, as {@code ./berth up --docker} makes one. */
@Tag("containers")
class RealContainersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private final ContainerEngine engine = RealEngine.ofNewWorld();

  @Test
  void aCoreIsAContainerThatIsBackWithItsWorldAndForgottenWithIt() throws Exception {
    Needs.packagedWorker();
    try (AutoCloseable _ = RealEngine.publicName()) {
      aCoreComesAndGoesWithItsWorld();
    }
  }

  private void aCoreComesAndGoesWithItsWorld() throws Exception {
    WorldOptions options = WorldOptions.of(folder, 20).withEngine(engine);
    String container;
    try (World world = World.start(options)) {
      BerthClient berth = world.client("test");
      berth.deploy("acme", "development");
      CoreView core =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> berth.core("acme", "development").orElseThrow().core(),
                  seen -> seen.state().equals("ready"));
      String key = berth.credentials("acme", "development").apiKey();
      container = ours("-q");

      assertThat(CoreAnswer.status(core.address(), key)).isEqualTo(200);
      assertThat(CoreAnswer.status(core.address(), "another-key-of-somebody")).isEqualTo(401);
      assertThat(ours("--format", "{{.Image}} {{.Ports}}"))
          .startsWith("supertokens/supertokens-postgresql:")
          .endsWith(" " + core.address() + "->3567/tcp");
    }
    assertThat(ours("-q")).isEmpty();

    try (World _ = World.start(options)) {
      // It looks for a database server whose port was any free one, and is another one now.
      await().atMost(PATIENCE).until(() -> ours("-q").equals(container));
    }
    new WorldFolder(folder).forget();
    assertThat(ours("-a", "-q")).isEmpty();
  }

  private String ours(String... words) {
    String[] command = new String[words.length + 3];
    command[0] = "ps";
    command[1] = "--filter";
    command[2] = "label=berth.world=" + engine.world();
    System.arraycopy(words, 0, command, 3, words.length);
    return RealEngine.said(command);
  }
}
