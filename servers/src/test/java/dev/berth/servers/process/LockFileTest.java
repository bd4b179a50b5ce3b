package dev.berth.servers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** The lock of the shell scripts, tools/lock.sh. */
class LockFileTest {

  /** Says so in a file when another holder is there, too. */
  private static final String HOLDER =
      """
      . "$0/tools/lock.sh"
      waiting_for() { :; }
      sleep() { command sleep 0.01; }
      lock lock
      mkdir held || : >two-held-it
      command sleep 0.02
      rmdir held
      unlock
      """;

  @TempDir Path folder;

  @RepeatedTest(10)
  void ofManyWhoFindItsHolderDeadOneTakesItOver() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(folder.resolve("lock"), Long.toString(dead.pid()));
    String root = Checkout.find(System.getenv()).root().toString();
    List<Process> holders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      holders.add(new ProcessBuilder("sh", "-c", HOLDER, root).directory(folder.toFile()).start());
    }

    for (Process holder : holders) {
      assertThat(holder.waitFor()).isZero();
    }
    assertThat(folder.resolve("two-held-it")).doesNotExist();
  }
}
