package dev.berth.starter.page;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Durations as requests write them: {@code 30s}, {@code 1h30m}, {@code 90d}. */
public final class Durations {
  private Durations() {}

  /** The duration, unless the text is none, or is negative. */
  public static Optional<Duration> parse(String text) {
    try {
      return Optional.of(Duration.parse(iso(text.toUpperCase(Locale.ROOT))))
          .filter(time -> !time.isNegative());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** ISO 8601 wants a T between days and the rest. */
  private static String iso(String text) {
    int days = text.indexOf('D') + 1;
    String time = text.substring(days);
    return "P" + text.substring(0, days) + (days > 0 && time.isEmpty() ? "" : "T" + time);
  }
}
