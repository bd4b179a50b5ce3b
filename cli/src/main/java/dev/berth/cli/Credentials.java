package dev.berth.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file in which {@code berth login} keeps keys, for its owner alone: lines of a URL and a key.
 */
record Credentials(Map<String, String> environment) {
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  /** Where it is. */
  Path file() {
    String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder = configuration.isBlank() ? Path.of(home(), ".config") : Path.of(configuration);
    return folder.resolve("berth").resolve("credentials");
  }

  /** The JDK asks the list of users, where a container often has none. */
  private String home() {
    String home = environment.getOrDefault("HOME", "");
    return home.isBlank() ? System.getProperty("user.home") : home;
  }

  /** A URL as the file has it: without what makes no difference. */
  static String name(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    return "%s://%s:%d%s"
        .formatted(
            scheme,
            host.equals("localhost") ? "127.0.0.1" : host,
            url.getPort() < 0 ? usual : url.getPort(),
            url.getRawPath().replaceAll("/+$", ""));
  }

  /**
   * The key that was kept for this URL.
   *
   * @throws BadInput when other users can read the file
   */
  Optional<String> find(URI url) {
    return lines().stream()
        .filter(line -> isOf(line, url))
        .map(line -> line.substring(line.indexOf(' ') + 1).strip())
        .findFirst();
  }

  /** Keeps the key for this URL. */
  void keep(URI url, String key) {
    List<String> lines = without(url);
    lines.add(name(url) + " " + key);
    write(lines);
  }

  /** Forgets the key of this URL; returns false when there was none. */
  boolean forget(URI url) {
    List<String> left = without(url);
    boolean known = left.size() < lines().size();
    if (known) {
      write(left);
    }
    return known;
  }

  private List<String> without(URI url) {
    List<String> lines = new ArrayList<>(lines());
    lines.removeIf(line -> isOf(line, url));
    return lines;
  }

  private static boolean isOf(String line, URI url) {
    return line.startsWith(name(url) + " ");
  }

  private List<String> lines() {
    Path file = file();
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
        throw BadInput.of(
            "Other users can read the API keys in %1$s: chmod 600 %1$s".formatted(file));
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void write(List<String> lines) {
    Path file = file();
    try {
      Files.createDirectories(file.getParent());
      Path written =
          Files.createTempFile(
              file.getParent(),
              "credentials",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.write(written, lines);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private BadInput unusable(IOException e) {
    return BadInput.of(
        "The file %s cannot be read or written (%s)."
            .formatted(file(), e.getClass().getSimpleName()));
  }
}
