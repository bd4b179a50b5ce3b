package dev.berth.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.local.chaos.Schedule.Target;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On the real server, with real processes; the long form is {@code ./berth chaos}. */
@Tag("chaos")
class ChaosTest {
  private static final long SEED = 42;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void thirtyDeploymentsEndReadyOrUnwoundWhateverDies() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    Chaos.Options options =
        new Chaos.Options(folder, SEED, OptionalInt.of(30), Optional.empty(), 20);

    Figures figures = new Chaos(options, out, false).waves();

    String story = said.toString(StandardCharsets.UTF_8);
    System.out.print(story); // the figures, for readers of CI's output
    assertThat(figures.broken()).as(story).isEmpty();
    assertThat(figures.lost()).as(story).isZero();
    assertThat(figures.ready()).as(story).isPositive();
    assertThat(figures.deaths()).as(story).containsKeys(Target.values());
    assertThat(figures.recoveries()).as(story).isNotEmpty();
  }
}
