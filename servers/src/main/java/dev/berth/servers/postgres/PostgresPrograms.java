package dev.berth.servers.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.io.FileUtils;

/** PostgreSQL's programs, from the archive on the class path for this kind of machine. */
final class PostgresPrograms {

  private PostgresPrograms() {}

  /**
   * Unpacks the archive once, in one step: two processes may ask at the same time, and one may die
   * at it.
   *
   * @param tools the folder in which the archive's own folder is made
   * @return the folder with {@code bin}, {@code lib} and {@code share}
   */
  static Path unpack(Path tools) throws IOException {
    byte[] archive = archive();
    Path home = tools.resolve("postgres-" + digest(archive));
    if (!Files.isDirectory(home)) {
      Files.createDirectories(tools);
      Path draft = Files.createTempDirectory(tools, "postgres-");
      try {
        extract(archive, draft);
        // A temporary folder is its owner's alone; the server may run as another user.
        draft.toFile().setExecutable(true, false);
        draft.toFile().setReadable(true, false);
        move(draft, home);
      } finally {
        FileUtils.deleteDirectory(draft.toFile());
      }
    }
    return home;
  }

  /** Moves a finished folder to its place, unless another process was faster. */
  static void move(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException faster) {
      FileUtils.deleteDirectory(draft.toFile());
    }
  }

  private static byte[] archive() throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "Darwin" : os.contains("linux") ? "Linux" : os;
    String arch = System.getProperty("os.arch");
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            system, arch.equals("amd64") ? "x86_64" : arch)) {
      return in.readAllBytes();
    }
  }

  private static void extract(byte[] archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = entry.resolveIn(folder);
        Files.createDirectories(entry.isDirectory() ? file : file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          Files.copy(tar, file);
          file.toFile().setExecutable((entry.getMode() & 0100) != 0, false);
        }
      }
    }
  }

  private static String digest(byte[] archive) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
