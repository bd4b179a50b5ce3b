package dev.berth.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldOptionsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void timeThatDoesNotRunAtLeastAsFastAsRealIsRefused(double scale) {
    assertThatThrownBy(() -> options(scale, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 (real time) or more, not " + scale);
  }

  @Test
  void anImageMapThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> options(1, Optional.of(folder.resolve("images"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("images");
  }

  @Test
  void thePaceIsSaidAsAUserWroteIt() {
    assertThat(options(1, Optional.empty()).pace()).isEqualTo("in real time");
    assertThat(options(10, Optional.empty()).pace()).isEqualTo("10 times faster than real");
    assertThat(options(2.5, Optional.empty()).pace()).isEqualTo("2.5 times faster than real");
  }

  @Test
  void aQuotaIsNotNegative() {
    WorldOptions ample = options(1, Optional.empty());
    assertThatThrownBy(() -> ample.withVcpus(-1))
        .hasMessage("The vCPUs must be 0 or more, such as 5, not -1");
  }

  private WorldOptions options(double scale, Optional<Path> images) {
    WorldOptions options = WorldOptions.of(folder, scale);
    return images.map(options::withImages).orElse(options);
  }
}
