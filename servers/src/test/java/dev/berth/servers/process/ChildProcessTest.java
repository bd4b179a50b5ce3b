package dev.berth.servers.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void itsOutputGoesToItsLogAndItsEnvironmentIsOurs() throws Exception {
    try (ChildProcess child =
        ChildProcess.start(
            new ChildProcess.Command(
                "greeter",
                folder,
                List.of("sh", "-c", "echo hello $WHO; echo oops >&2"),
                Map.of("WHO", "world")))) {
      assertThat(child.onExit().get(30, SECONDS)).isZero();
      assertThat(child.logTail(9)).isEqualTo("hello world\noops");
    }
  }

  @Test
  void aChildThatEndsBeforeItIsReadyIsReportedWithItsLastWords() {
    ChildProcess child = shell("echo no such database; exit 3");

    assertThatThrownBy(() -> child.awaitReady(LIMIT, () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ended")
        .hasMessageContaining("no such database");
  }

  @Test
  void aChildThatIsNotReadyInTimeIsReportedAndGone() {
    ChildProcess child = shell("exec sleep 600");

    assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(100), () -> false))
        .hasMessageContaining("was not ready within");
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void aChildThatEndedIsNotReadyThoughSomethingAnswersInItsPlace() {
    ChildProcess child = shell("echo address already in use; exit 1");
    child.onExit().join();

    assertThatThrownBy(() -> child.awaitReady(LIMIT, () -> true))
        .hasMessageContaining("ended")
        .hasMessageContaining("address already in use");
  }

  @Test
  void anotherProcessOnItsPortIsNotTakenForTheChild() throws IOException {
    ChildProcess child = shell("exec sleep 600");
    try (ServerSocket stranger = new ServerSocket(0)) {
      assertThatThrownBy(
              () -> child.awaitReady(Duration.ofMillis(200), stranger.getLocalPort(), () -> true))
          .hasMessageContaining("was not ready within");
    }
  }

  @Test
  void killingItKillsWhatItStarted() throws Exception {
    ChildProcess child = shell("sleep 600 & echo $!; wait");
    child.awaitReady(LIMIT, () -> !child.logTail(1).isEmpty());
    ProcessHandle grandchild = ProcessHandle.of(Long.parseLong(child.logTail(1))).orElseThrow();

    child.kill();

    assertThat(child.isAlive()).isFalse();
    assertThat(grandchild.onExit().get(30, SECONDS).isAlive()).isFalse();
  }

  @Test
  void itIsAskedToEndBeforeItIsKilled() {
    ChildProcess child =
        shell("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
    child.awaitReady(LIMIT, () -> child.logTail(1).equals("ready"));

    child.close();

    assertThat(child.logTail(1)).isEqualTo("bye");
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void aChildThatIgnoresTheRequestIsKilled() {
    ChildProcess child = shell("trap '' TERM; echo ready; while :; do sleep 0.1; done");
    child.awaitReady(LIMIT, () -> child.logTail(1).equals("ready"));

    child.stop("TERM", Duration.ofMillis(200));

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void twoOfOneNameDoNotRunAtOnce() {
    try (ChildProcess first = shell("exec sleep 600")) {
      assertThatThrownBy(() -> shell("exec sleep 600"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("process " + first.pid() + " runs already");
      ChildProcess.reapLeftovers(folder);
      assertThat(first.isAlive()).isTrue();
      assertThat(ChildProcess.owner(folder)).hasValue(ProcessHandle.current());
    }
    assertThat(ChildProcess.owner(folder)).isEmpty();
  }

  @Test
  void nothingIsLeftToReapAfterAnOrderlyEnd() {
    shell("exec sleep 600").close();

    assertThat(folder.resolve("child.pid")).doesNotExist();
  }

  @Test
  void childrenOfAKilledOwnerDieWithIt() throws Exception {
    Process owner = owner("sh", "-c", "exec sleep 600");
    ProcessHandle child = childOf(owner);

    owner.destroyForcibly().waitFor();

    assertThat(child.onExit().get(30, SECONDS).isAlive()).isFalse();
  }

  @Test
  void whatAKilledOwnerLeftBehindIsReapedAtTheNextStart() throws Exception {
    Process orphan = new ProcessBuilder("sleep", "600").start();
    noteOf(orphan, Duration.ZERO);

    try (ChildProcess successor = shell("exec sleep 600")) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(successor.isAlive()).isTrue();
    }
  }

  @Test
  void aStrangerWithTheSameProcessIdIsLeftAlone() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      noteOf(stranger, Duration.ofHours(1));

      ChildProcess.reapLeftovers(folder);

      assertThat(stranger.isAlive()).isTrue();
      assertThat(folder.resolve("child.pid")).doesNotExist();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  private ChildProcess shell(String script) {
    return ChildProcess.start(
        new ChildProcess.Command("child", folder, List.of("sh", "-c", script)));
  }

  /** A pid file as an owner wrote it that was killed, about a child begun this much earlier. */
  private void noteOf(Process child, Duration earlier) throws IOException {
    Files.writeString(
        folder.resolve("child.pid"),
        child.pid()
            + " "
            + child.info().startInstant().orElseThrow().minus(earlier)
            + "\n1 1970-01-01T00:00:00Z\n");
  }

  private Process owner(String... command) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            folder.toString(),
            String.join("\n", command))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ProcessHandle childOf(Process owner) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8));
    return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
  }

  /** A process that starts a child, says which, and waits for its own end. */
  static final class Owner {

    private Owner() {}

    public static void main(String[] arguments) {
      ChildProcess child =
          ChildProcess.start(
              new ChildProcess.Command(
                  "child", Path.of(arguments[0]), List.of(arguments[1].split("\n"))));
      System.out.println(child.pid());
      child.onExit().join();
    }
  }
}
