package dev.berth.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 90s}, {@code 15m}, {@code 1h30m}. */
final class Durations {
  private Durations() {}

  static Duration parse(String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'%s' is not a time such as 90s, 15m or 1h30m".formatted(text));
    }
  }

  /** Whole seconds. */
  static String write(Duration time) {
    Duration seconds = Duration.ofSeconds(time.toSeconds());
    return seconds.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
