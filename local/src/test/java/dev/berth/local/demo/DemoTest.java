package dev.berth.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.world.World;
import dev.berth.local.world.WorldOptions;
import dev.berth.servers.Needs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** End to end, with real processes: a worker dies by SIGKILL while a host launches. */
class DemoTest {
  @TempDir private Path folder;

  @Test
  void aWorkerKilledWhileAHostLaunchesCostsNoDeploymentAndNoInstance() {
    Needs.packagedWorker();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    try (World world = World.start(WorldOptions.of(folder, 20))) {
      List<String> broken = new Demo(world, out, false, Duration.ofMinutes(3)).run();

      assertThat(broken).as(said.toString(StandardCharsets.UTF_8)).isEmpty();
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("the worker is dead (SIGKILL)");
    }
  }
}
