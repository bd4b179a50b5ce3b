package dev.berth.activities.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A shell file from the resources, with its parameters beside it: they travel as base64 and are
 * never part of the shell's text.
 *
 * @param name of the file, without ending
 * @param parameters one line each; secrets are refused by convention: pass the name under which one
 *     is kept
 */
public record Script(String name, Map<String, String> parameters) {
  /** Refuses a value that would not survive the journey: the parameters travel one a line. */
  public Script {
    parameters = new TreeMap<>(parameters);
    parameters.forEach(
        (key, value) -> {
          if (value == null || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                "parameter " + key + " of " + name + " must be one line of text");
          }
        });
  }

  /** What SSM sends to the host. */
  public List<String> commands() {
    String lines =
        parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue() + "\n")
            .collect(Collectors.joining());
    String encoded = Base64.getEncoder().encodeToString(lines.getBytes(StandardCharsets.UTF_8));
    return List.of("BERTH_PARAMETERS='" + encoded + "'", resource("prelude"), resource(name));
  }

  /** What these scripts say, one after the other: another text does another thing. */
  public static String texts(String... names) {
    return resource("prelude")
        + Stream.of(names).map(Script::resource).collect(Collectors.joining());
  }

  private static String resource(String name) {
    try (InputStream file =
        Script.class.getResourceAsStream("/dev/berth/activities/scripts/" + name + ".sh")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
