package dev.berth.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.servers.process.Checkout;
import dev.berth.servers.temporal.TemporalSearch;
import dev.berth.worker.doctor.Finding;
import dev.berth.worker.doctor.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramChecksTest {
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private boolean internet;

  @BeforeEach
  void aMachineWithNothing() throws IOException {
    environment.put("PATH", Files.createDirectory(folder.resolve("bin")).toString());
    Path module = Files.createDirectories(folder.resolve("checkout/tools/temporal"));
    Files.writeString(module.resolve("go.mod"), "require github.com/temporalio/cli v1.8.2\n");
  }

  @Test
  void theJdkThatRunsIsNamed() {
    assertThat(checks().checks().getFirst().subject()).isEqualTo("JDK");
  }

  @ParameterizedTest
  @CsvSource({"Linux, OK", "Mac OS X, PROBLEM"})
  void theLocalWorldNeedsLinux(String system, Level level) {
    assertThat(ProgramChecks.system(system).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "'echo Apache Maven 3.9.11', OK,   3.9.11",
    "'echo Apache Maven 4.0.0',  OK,   4.0.0",
    "'echo Apache Maven 3.6.3',  NOTE, is version 3.6.3",
    "'exit 1',                         NOTE, does not tell its version"
  })
  void mavenIsAskedForItsVersion(String script, Level level, String said) throws IOException {
    program("mvn", script);

    assertThat(checks().maven().level()).isEqualTo(level);
    assertThat(checks().maven().message()).contains(said);
  }

  @Test
  void aBuiltCheckoutRunsWithoutMaven() {
    assertThat(checks().maven().level()).isEqualTo(Level.NOTE);
    assertThat(checks().maven().remedy()).contains("install Maven 3.8 or newer");
  }

  @Test
  void withoutAServerTheInternetAndGoThereIsNoLocalWorld() {
    Finding finding = checks().server();

    assertThat(finding.level()).isEqualTo(Level.PROBLEM);
    assertThat(finding.remedy()).contains("install Go", "TEMPORAL_ADDRESS");
  }

  @Test
  void aTemporalServerThatCanBeHadIsNoted() throws IOException {
    internet = true;
    assertThat(checks().server().message()).contains("can be downloaded");
    assertThat(checks().server().level()).isEqualTo(Level.NOTE);

    internet = false;
    program("go", "exit 0");
    assertThat(checks().server().message()).contains("can be built with Go");
    assertThat(checks().server().remedy()).contains("./berth tools");
  }

  @Test
  void aTemporalServerThatIsThereIsNamed() throws IOException {
    program("temporal", "echo 'temporal version 1.8.2 (Server 1.31.2, UI 2.0)'");
    assertThat(checks().server().message()).startsWith("1.31.2 at ");

    environment.put("TEMPORAL_ADDRESS", "temporal.example.com:7233");
    assertThat(checks().server().message()).startsWith("temporal.example.com:7233");
  }

  @Test
  void anEngineIsWelcomeAndNotNeeded() throws IOException {
    assertThat(checks().engine().level()).isEqualTo(Level.NOTE);
    assertThat(checks().engine().message()).contains("no docker on the PATH", "stand-in");

    program("docker", "echo cannot connect; exit 1");
    assertThat(checks().engine().level()).isEqualTo(Level.NOTE);
    assertThat(checks().engine().message()).contains("no engine answers", "stand-in");

    program("docker", "echo 28.0.1");
    assertThat(checks().engine())
        .isEqualTo(Finding.ok("containers", "Docker engine 28.0.1, for --docker"));
  }

  private ProgramChecks checks() {
    Checkout checkout = new Checkout(folder.resolve("checkout"));
    return new ProgramChecks(
        environment,
        Duration.ofMinutes(2),
        new TemporalSearch(checkout, environment, _ -> {}),
        _ -> internet);
  }

  private void program(String name, String script) throws IOException {
    Path file = folder.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
