package dev.berth.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final Map<String, Object> settings =
      new HashMap<>(TestStarter.settings("jdbc:postgresql://127.0.0.1:1/berth"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "berth.installation",
        "berth.registry.url",
        "berth.registry.user",
        "berth.registry.password",
        "berth.regions"
      })
  void aMissingKeyIsNamed(String key) {
    settings.remove(key);

    assertThatThrownBy(this::read).hasMessageContaining(key);
  }

  @Test
  void aDefaultRegionMustBeARegion() {
    settings.put("berth.default-region", "mars-1");

    assertThatThrownBy(this::read).hasMessageContaining("berth.default-region is 'mars-1'");
  }

  @Test
  void theFirstRegionIsTheDefault() {
    assertThat(read().defaultRegion()).isEqualTo("us-east-1");
  }

  @Test
  void namesOfTheStarterAreReadWithoutCaseAndAnEmptyOneIsNone() {
    settings.put("berth.hosts", "Berth.Example, berth.internal");
    assertThat(read().hosts()).containsExactly("berth.example", "berth.internal");

    settings.put("berth.hosts", "");
    assertThat(read().hosts()).isEmpty();
  }

  private Settings read() {
    try (ApplicationContext context = ApplicationContext.run(settings)) {
      return context.getBean(Settings.class);
    }
  }
}
