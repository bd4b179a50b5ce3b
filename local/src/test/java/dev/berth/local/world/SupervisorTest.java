package dev.berth.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.servers.Needs;
import dev.berth.servers.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int MOST = 2;

  @TempDir private Path folder;

  private final List<String> said = new CopyOnWriteArrayList<>();

  @Test
  void aProcessThatDiesIsStartedAgainUntilItDiesTooOften() {
    Needs.packagedWorker();
    CompletableFuture<Boolean> closedInOrder;
    try (World world = World.start(WorldOptions.of(folder, 20))) {
      closedInOrder = watch(world);

      world.killStarter();
      awaitSaid("starter ended and is started again (1 of 2 times within 10 minutes).");
      world.postgres().kill();
      world.temporal().orElseThrow().kill();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  world.postgres().isAlive()
                      && world.temporal().orElseThrow().isAlive()
                      && Http.isOk(world.api().resolve("/health")));

      for (int death = 1; death <= MOST; death++) {
        ChildProcess worker = world.workers().get(0);
        world.killWorker(0);
        awaitSaid("worker ended and is started again (%d of 2".formatted(death));
        await().atMost(PATIENCE).until(() -> world.workers().get(0) != worker);
      }
      world.killWorker(0);
      awaitSaid("worker ended, after 2 starts within 10 minutes. Berth ends");
      assertThat(closedInOrder).succeedsWithin(PATIENCE).isEqualTo(false);
    }
  }

  private CompletableFuture<Boolean> watch(World world) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new Supervisor(world, MOST, said::add).watch();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void awaitSaid(String sentence) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(said).anyMatch(line -> line.startsWith(sentence)));
  }
}
