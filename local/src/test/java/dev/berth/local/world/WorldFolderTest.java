package dev.berth.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.servers.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldFolderTest {

  @TempDir Path folder;

  @Test
  void aRunningWorldIsNeitherForgottenNorStartedOnAgain() {
    WorldFolder world = new WorldFolder(folder);
    try (ChildProcess server = child("postgres")) {
      String refusal = "end process " + ProcessHandle.current().pid() + " first";

      assertThatThrownBy(world::forget).hasMessageContaining(refusal);
      assertThatThrownBy(() -> World.start(WorldOptions.of(folder, 10)))
          .hasMessageContaining(refusal);

      assertThat(server.isAlive()).isTrue();
      assertThat(folder.resolve("postgres/server.log")).exists();
    }
  }

  @Test
  void whatAKilledWorldLeftIsEndedAndForgotten() throws IOException, InterruptedException {
    Path host = Files.createDirectories(folder.resolve("aws/hosts/i-1"));
    ProcessBuilder core = new ProcessBuilder("sleep", "600");
    core.environment().put("BERTH_ROOT", host.toString());
    Process left = core.start();

    new WorldFolder(folder).forget();

    assertThat(left.waitFor()).isEqualTo(137);
    assertThat(folder).doesNotExist();
    new WorldFolder(folder).forget();
  }

  private ChildProcess child(String part) {
    return ChildProcess.start(
        new ChildProcess.Command("server", folder.resolve(part), List.of("sleep", "600")));
  }
}
