package dev.berth.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.servers.process.Checkout;
import java.nio.file.Files;

/** What a test needs of this computer. Where it is missing the test is skipped, but fails in CI. */
public final class Needs {
  private Needs() {}

  /**
   * Goes on when it is there.
   *
   * @param sentence tells the reader of the report what is missing, and how to get it
   */
  public static void that(boolean there, String sentence) {
    if (System.getenv("CI") != null) {
      assertThat(there).as(sentence).isTrue();
    } else if (!there) {
      System.err.println("Skipped: " + sentence); // Surefire keeps it to itself
      assumeTrue(false, sentence);
    }
  }

  /** Goes on when the worker can be started as a process. */
  public static void packagedWorker() {
    that(
        Files.exists(Checkout.find(System.getenv()).root().resolve("worker/target/lib")),
        "the worker is packaged by mvn package, not by mvn test");
  }
}
