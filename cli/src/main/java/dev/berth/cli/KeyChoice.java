package dev.berth.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Chooses the API key for a URL: BERTH_KEY, the file that BERTH_KEY_FILE names, what {@code berth
 * login} kept for the URL, or the key of what runs in this checkout, which the launcher names.
 */
record KeyChoice(Map<String, String> environment) {
  /** Lines of a URL and a file; files that are not there are left out. */
  static final String OF_CHECKOUT = "BERTH_CHECKOUT_KEYS";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  /**
   * The key, if there is one.
   *
   * @throws BadInput when it cannot be one, or is in a file that cannot be read, or when other
   *     users can read what login kept
   */
  Optional<String> of(URI url) {
    return variable("BERTH_KEY")
        .map(key -> checked(key, "BERTH_KEY"))
        .or(() -> variable("BERTH_KEY_FILE").map(file -> read(Path.of(file))))
        .or(() -> new Credentials(environment).find(url))
        .or(() -> ofCheckout(url));
  }

  private Optional<String> ofCheckout(URI url) {
    return variable(OF_CHECKOUT).stream()
        .flatMap(String::lines)
        .map(line -> line.split(" ", 2))
        .filter(line -> Credentials.name(URI.create(line[0])).equals(Credentials.name(url)))
        .map(line -> Path.of(line[1]))
        .filter(Files::exists)
        .map(KeyChoice::read)
        .findFirst();
  }

  private Optional<String> variable(String name) {
    return Stream.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static String read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return checked(lines.isEmpty() ? "" : lines.getFirst().strip(), "the file " + file);
    } catch (IOException e) {
      throw BadInput.of(
          "The API key cannot be read from the file %s (%s)."
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  /** Refuses what cannot be a key, without a word of it. */
  static String checked(String key, String where) {
    if (!KEY.matcher(key).matches()) {
      throw BadInput.of("There is no API key in %s.".formatted(where));
    }
    return key;
  }
}
