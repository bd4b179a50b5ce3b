package dev.berth.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process of its own. */
class MainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aConfigurationWithFaultsEndsItWithASentenceForEach() throws Exception {
    Process worker = start(Map.of("berth.installation", "My_Berth", "berth.worker.prt", 1));

    assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(1);
    assertThat(log())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains(" ERROR ").doesNotContain("hush-hush"))
        .anySatisfy(line -> assertThat(line).contains("berth.installation is 'My_Berth', but must"))
        .anySatisfy(line -> assertThat(line).contains("berth.worker.prt is no key of Berth's"));
  }

  @Test
  void aPortThatIsTakenEndsItWithASentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Process worker = start(Map.of("berth.worker.port", taken.getLocalPort()));

      assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(worker.exitValue()).isEqualTo(1);
      assertThat(log())
          .anySatisfy(
              line -> assertThat(line).contains("berth.worker.host and berth.worker.port do not"));
    }
  }

  @Test
  void aWorkerThatWaitsForItsDatabaseEndsWhenItIsAsked() throws Exception {
    Process worker = start(Map.of());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(log())
                    .singleElement()
                    .asString()
                    .contains(" WARN ", "Waiting for PostgreSQL: Connection to 127.0.0.1:1 refused")
                    .doesNotContain("jdbc:", "hush-hush"));

    worker.destroy();

    assertThat(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(128 + 15);
  }

  private Process start(Map<String, Object> settings) throws IOException {
    Map<String, Object> all = TestSettings.good();
    all.putAll(settings);
    Path file =
        Files.writeString(
            folder.resolve("worker.properties"),
            all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n")));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml", // not that of the tests
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(BERTH|TEMPORAL)_.*"));
    builder.environment().put("MICRONAUT_CONFIG_FILES", file.toString());
    return builder.start();
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("log"));
  }
}
