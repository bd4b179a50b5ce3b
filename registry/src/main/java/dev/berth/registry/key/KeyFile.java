package dev.berth.registry.key;

import dev.berth.registry.RegistryRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file with an API key, for its owner alone. */
public record KeyFile(Path path) {
  private static final String OWNER_ALONE = "rw-------";

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

  private ApiKey make() {
    ApiKey key = ApiKey.random();
    Path written = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(written);
      Path _ =
          Files.createFile(
              written,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
      Files.writeString(written, key.secret() + "\n");
      Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
      return key;
    } catch (IOException e) {
      throw refusal(e);
    }
  }

  private RegistryRefusal refusal(IOException e) {
    return new RegistryRefusal(
        "The file %s cannot be read or written (%s)".formatted(path, e.getClass().getSimpleName()),
        "name another one, or correct its rights");
  }
}
