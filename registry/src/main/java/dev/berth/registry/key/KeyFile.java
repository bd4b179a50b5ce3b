package dev.berth.registry.key;

import dev.berth.registry.RegistryRefusal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with an API key, for its owner alone. */
public record KeyFile(Path path) {
  /**
   * The key in the file; where there is none, a new one is put there.
   *
   * @throws RegistryRefusal when the file cannot be read or made, or holds something else
   */
  public ApiKey readOrMake() {
    try {
      return ApiKey.parse(Files.readString(path).strip())
          .orElseThrow(
              () ->
                  new RegistryRefusal(
                      "The file %s holds no API key".formatted(path),
                      "remove it, or name another one"));
    } catch (NoSuchFileException none) {
      return make();
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  /** Of several processes that make it at once, one wins, and all have its key. */
  private ApiKey make() {
    try {
      Path folder = path.toAbsolutePath().getParent();
      Path written =
          Files.createTempFile(
              folder,
              "key",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(written, ApiKey.random().secret() + "\n");
        Path _ = Files.createLink(path, written);
      } catch (FileAlreadyExistsException another) {
        // Read below.
      } finally {
        Files.delete(written);
      }
    } catch (IOException e) {
      throw refusal(e);
    }
    return readOrMake();
  }

  private RegistryRefusal refusal(IOException e) {
    return new RegistryRefusal(
        "The file %s cannot be read or written (%s)".formatted(path, e.getClass().getSimpleName()),
        "name another one, or correct the rights of its folder");
  }
}
