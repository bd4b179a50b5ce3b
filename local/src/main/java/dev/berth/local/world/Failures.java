package dev.berth.local.world;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What went wrong with a file, as a sentence for a user. */
public final class Failures {
  private Failures() {}

  /** Looks through the causes for a file that could not be used; else the failure's own message. */
  public static String sentence(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(FileSystemException.class::isInstance)
        .map(FileSystemException.class::cast)
        .map(Failures::sentence)
        .findFirst()
        .orElse(String.valueOf(failure.getMessage()));
  }

  private static String sentence(FileSystemException failure) {
    String file = failure.getFile();
    if (failure instanceof AccessDeniedException) {
      return "This user (%s) may not use %s%s. Run the command as its owner, or delete it."
          .formatted(System.getProperty("user.name"), file, owner(file));
    }
    if (failure instanceof NoSuchFileException) {
      return "There is no file %s.".formatted(file);
    }
    return failure.getReason() == null
        ? failure.toString()
        : "%s: %s".formatted(file, failure.getReason());
  }

  private static String owner(String file) {
    try {
      return ", which belongs to " + Files.getOwner(Path.of(file)).getName();
    } catch (IOException unknown) {
      return "";
    }
  }
}
