package dev.berth.starter.page;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Durations as requests write them: {@code 30s}, {@code 1h30m}. */
public final class Durations {
  private Durations() {}

  /** The duration, unless the text is none, or is negative. */
  public static Optional<Duration> parse(String text) {
    try {
      return Optional.of(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)))
          .filter(time -> !time.isNegative());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
