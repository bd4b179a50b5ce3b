package dev.berth.local.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
  @TempDir private Path folder;

  @Test
  void aFileThatMayNotBeUsedIsNamedWithItsOwnerAndWhatToDo() {
    Throwable failure =
        new IllegalStateException(
            "cannot start", new UncheckedIOException(new AccessDeniedException(folder.toString())));

    assertThat(Failures.sentence(failure))
        .contains("may not use " + folder + ", which belongs to ")
        .endsWith("Run the command as its owner, or delete it.");
  }

  @Test
  void anotherFailureOfAFileIsToldWithItsReason() {
    assertThat(Failures.sentence(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("/x: No space left on device");
  }

  @Test
  void whatIsNoFailureOfAFileKeepsItsMessage() {
    assertThat(Failures.sentence(new IllegalStateException("temporal ended")))
        .isEqualTo("temporal ended");
  }
}
