package dev.berth.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.servers.Needs;
import dev.berth.servers.process.Checkout;
import dev.berth.servers.process.Programs;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands around a world as a user types them, in a checkout of its own. */
class UpTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String STARTED_AGAIN = "worker ended and is started again (1 of 5";

  @TempDir private Path folder;

  private Path checkout;

  @BeforeEach
  void aCheckoutThatIsBuilt() throws IOException {
    Needs.packagedWorker();
    checkout = Files.createDirectory(folder.resolve("a checkout"));
    Path real = Checkout.find(System.getenv()).root();
    Files.copy(real.resolve("berth"), checkout.resolve("berth"));
    for (String part : List.of("pom.xml", "tools", "worker", "starter", "cli")) {
      Files.createSymbolicLink(checkout.resolve(part), real.resolve(part));
    }
    packageLocal(real.resolve("local"), checkout.resolve("local"));
    Path state = Files.createDirectory(checkout.resolve(".berth"));
    Files.createSymbolicLink(
        state.resolve("tools"), Files.createDirectories(real.resolve(".berth/tools")));
    Files.createFile(state.resolve("built"));
  }

  /** This module is packaged after its tests: they have its libraries on their own class path. */
  private static void packageLocal(Path real, Path here) throws IOException {
    Path target = Files.createDirectories(here.resolve("target"));
    Files.createSymbolicLink(target.resolve("classes"), real.resolve("target/classes"));
    Path libraries = Files.createDirectory(target.resolve("lib"));
    for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (jar.endsWith(".jar")) {
        Files.createSymbolicLink(
            libraries.resolve(Path.of(jar).getFileName()), Path.of(jar).toAbsolutePath());
      }
    }
  }

  @AfterEach
  void nothingIsLeftRunning() {
    berth("down");
  }

  @Test
  void aWorldInTheBackgroundIsFoundWatchedAndEnded() throws IOException {
    assertThat(berth("status").output()).contains("No world of this checkout runs");
    int taken;
    try (ServerSocket stranger = new ServerSocket(0)) {
      taken = stranger.getLocalPort();
      Path world = Files.createDirectory(checkout.resolve(".berth/world"));
      Files.writeString(world.resolve("ports"), "api=" + taken + "\n");

      Programs.Outcome up = berth("up", "-d", "--scale", "50");

      assertThat(up.succeeded()).as(up.output()).isTrue();
      assertThat(up.output()).contains("Port " + taken + " is taken", "Berth is ready.");
    }
    assertThat(berth("up").output()).contains("Berth runs in this checkout already");
    Programs.Outcome status = berth("status");
    assertThat(status.succeeded()).as(status.output()).isTrue();
    assertThat(status.output()).doesNotContain("does not answer");

    assertThat(berth("list").output()).startsWith("CUSTOMER");

    kill("worker");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(berth("logs", "up").output()).contains(STARTED_AGAIN));
    await().atMost(PATIENCE).until(() -> berth("status").succeeded());

    assertThat(berth("down").output()).startsWith("Berth has ended.");
    assertThat(berth("logs", "up", "-n", "1").output()).startsWith(STARTED_AGAIN);
    assertThat(berth("status").status()).isEqualTo(1);
    assertThat(berth("list").status()).isEqualTo(4);
    assertThat(berth("down").output()).startsWith("No world of this checkout runs.");
  }

  private void kill(String part) throws IOException {
    String pid =
        Files.readString(checkout.resolve(".berth/world/processes").resolve(part + ".pid"))
            .split(" ", 2)[0];
    ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
  }

  private Programs.Outcome berth(String... words) {
    return Programs.run(
        PATIENCE,
        Stream.concat(
                Stream.of(
                    "env",
                    "-u",
                    "BERTH_HOME",
                    "-u",
                    "BERTH_URL",
                    checkout.resolve("berth").toString()),
                Stream.of(words))
            .toList());
  }
}
