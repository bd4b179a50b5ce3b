package dev.berth.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.berth.local.world.World;
import dev.berth.servers.Needs;
import dev.berth.simulator.account.Latency;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchBenchTest {

  @TempDir private Path folder;

  @Test
  void theScaleTurnsRealTimeIntoAwssAndWhatIsNotAwssIsOurs() {
    Measured slot =
        new Measured(Way.FREE_SLOT, Duration.ofSeconds(2), 10, Duration.ofMillis(300), 57);

    assertThat(slot.seconds()).isEqualTo(20);
    // Four calls, delivery, the host's AWS CLI, run, start.
    assertThat(slot.awsSeconds()).isEqualTo(7, within(1e-9));
    assertThat(slot.databaseSeconds()).isEqualTo(3, within(1e-9));
    assertThat(slot.ownSeconds()).isEqualTo(10, within(1e-9));
    assertThat(slot.missed()).containsExactly("<= 8 s", "own part <= 1 s and <= 5 %");
  }

  @Test
  void aHistoryThatGrowsIsSeen() {
    Measured host = new Measured(Way.NEW_HOST, Duration.ofMillis(111_550), 1, Duration.ZERO, 61);

    assertThat(host.missed()).containsExactly("<= 60 events");
  }

  @Test
  void theStorysOwnFiguresAreRangesAndTheScaleWidensThem() {
    assertThat(story(Way.STORY_STOCK, 247, 1).missed()).isEmpty();
    assertThat(story(Way.STORY_STOCK, 239, 1).missed()).containsExactly("240-300 s");
    assertThat(story(Way.STORY_STOCK, 301, 1).missed()).containsExactly("240-300 s");
    assertThat(story(Way.STORY_RUNNING, 21, 5).missed()).isEmpty();
    assertThat(story(Way.STORY_RUNNING, 23, 5).missed()).containsExactly("15-20 s");
  }

  @Test
  void whatIsGainedIsToldByItsReason() {
    assertThat(Way.FREE_SLOT.savedOf(Way.STORY_STOCK, Latency.DOCKER_PULL))
        .isEqualTo(Duration.ofSeconds(25));
    assertThat(Way.STOCK.savedOf(Way.STORY_STOCK, Latency.DOCKER_PULL)).isZero();
  }

  @Test
  void aWayIsMeasuredInARealWorld() throws InterruptedException {
    Needs.packagedWorker();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    try (World world = World.start(LaunchBench.options(folder, 100))) {
      LaunchBench bench = new LaunchBench(world, 100, out);
      bench.berth(Way.NEW_HOST, "acme", "development");
      bench.berth(Way.FREE_SLOT, "globex", "development");
      new LaunchReport(bench.measured(), 100, out).print();

      List<Measured> both = bench.measured();
      assertThat(both).allSatisfy(one -> assertThat(one.ownSeconds()).isPositive());
      assertThat(both).extracting(Measured::events).allSatisfy(n -> assertThat(n).isPositive());
      assertThat(said.toString(StandardCharsets.UTF_8)).contains("development, slot is free");
    }
  }

  private static Measured story(Way way, long seconds, double scale) {
    return new Measured(
        way, Duration.ofMillis(Math.round(seconds * 1000 / scale)), scale, Duration.ZERO, 0);
  }
}
