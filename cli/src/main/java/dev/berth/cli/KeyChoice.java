package dev.berth.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses the API key for a URL: BERTH_KEY, the file that BERTH_KEY_FILE names, what {@code berth
 * login} kept for the URL, or the key of what runs in this checkout, which the launcher names.
 */
record KeyChoice(Map<String, String> environment) {
  /** Lines of a URL and a file; in place of a URL, every one of this machine. */
  static final String OF_CHECKOUT = "BERTH_CHECKOUT_KEYS";

  private static final String ANY_OF_THIS_MACHINE = "local";

  /**
   * The key, if there is one.
   *
   * @throws BadInput when it is in a file that cannot be read, or that others can read
   */
  Optional<String> of(URI url) {
    return variable("BERTH_KEY")
        .or(() -> variable("BERTH_KEY_FILE").map(file -> read(Path.of(file))))
        .or(() -> new Credentials(environment).find(url))
        .or(() -> ofCheckout(url));
  }

  private Optional<String> ofCheckout(URI url) {
    return variable(OF_CHECKOUT).stream()
        .flatMap(String::lines)
        .map(line -> line.split(" ", 2))
        .filter(line -> isFor(line[0], url))
        .map(line -> Path.of(line[1]))
        .filter(Files::isReadable)
        .map(KeyChoice::read)
        .findFirst();
  }

  private static boolean isFor(String named, URI url) {
    return named.equals(ANY_OF_THIS_MACHINE)
        ? isHere(url)
        : Objects.equals(Credentials.name(URI.create(named)), Credentials.name(url));
  }

  /** Whether the URL is one of this machine. */
  static boolean isHere(URI url) {
    String host = url.getHost();
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  private Optional<String> variable(String name) {
    return Stream.ofNullable(environment.get(name)).filter(value -> !value.isBlank()).findFirst();
  }

  private static String read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() ? "" : lines.getFirst().strip();
    } catch (NoSuchFileException e) {
      throw BadInput.of("There is no file %s (BERTH_KEY_FILE).".formatted(file));
    } catch (IOException e) {
      throw BadInput.of(
          "The file %s cannot be read (%s).".formatted(file, e.getClass().getSimpleName()));
    }
  }
}
