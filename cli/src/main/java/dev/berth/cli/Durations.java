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

  /** The largest unit alone: {@code 12s}, {@code 3m}, {@code 5h}, {@code 2d}. */
  static String rough(Duration time) {
    if (time.toMinutes() < 1) {
      return Math.max(0, time.toSeconds()) + "s";
    }
    if (time.toHours() < 1) {
      return time.toMinutes() + "m";
    }
    return time.toDays() < 2 ? time.toHours() + "h" : time.toDays() + "d";
  }

  /** Whole seconds. */
  static String write(Duration time) {
    Duration seconds = Duration.ofSeconds(time.toSeconds());
    return seconds.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
