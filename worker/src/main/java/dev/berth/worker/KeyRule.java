package dev.berth.worker;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import io.micronaut.core.convert.ConversionService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A line of {@code keys.txt}, which explains the columns.
 *
 * @param path the key; a name that the operator chooses is {@code *}
 * @param form which texts are good
 * @param what what the value must be, for messages
 */
record KeyRule(String path, String form, String what) {
  /** All rules, in the order of the file. */
  static List<KeyRule> all() {
    Splitter columns = Splitter.onPattern(" {2,}").limit(3);
    try {
      return Resources.readLines(
              Resources.getResource(KeyRule.class, "keys.txt"), StandardCharsets.UTF_8)
          .stream()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(columns::splitToList)
          .map(line -> new KeyRule("berth." + line.get(0), line.get(1), line.get(2)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a text has the form. */
  boolean allows(String text) {
    List<String> limits = Splitter.on("..").splitToList(form);
    if (limits.size() == 1) {
      return form.equals("secret") || text.matches(form);
    }
    return form.matches(".*\\d")
        ? isWithin(limits, text, Long.class)
        : isWithin(limits, text, Duration.class);
  }

  /** What is wrong with a text; does not repeat a secret. */
  String wrong(String text) {
    return (form.equals("secret") ? "" : "is '%s', but ".formatted(text)) + "must be " + what;
  }

  private static <T extends Comparable<T>> boolean isWithin(
      List<String> limits, String text, Class<T> type) {
    ConversionService to = ConversionService.SHARED;
    return to.convert(text, type)
        .filter(value -> value.compareTo(to.convertRequired(limits.getFirst(), type)) >= 0)
        .filter(value -> value.compareTo(to.convertRequired(limits.getLast(), type)) <= 0)
        .isPresent();
  }
}
