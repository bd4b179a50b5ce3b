package dev.berth.local.chaos;

import dev.berth.cli.LiveLines;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What happens, line by line; below it on a terminal, and now and then in a file, how it stands.
 */
final class Picture {
  private static final Duration FILE_PAUSE = Duration.ofSeconds(10);

  private final LiveLines live;
  private final boolean terminal;
  private Instant began = Instant.now();
  private Instant shown = Instant.EPOCH;
  private String last = "";

  Picture(PrintStream out, boolean terminal) {
    this.live = new LiveLines(new PrintWriter(out, false, out.charset()), terminal);
    this.terminal = terminal;
  }

  /** A new wave begins. */
  synchronized void begin(String text) {
    began = Instant.now();
    line(text);
  }

  /** Something happened. */
  synchronized void say(String text) {
    line("  %6.1f s  %s".formatted(seconds(), text));
  }

  /** How it stands. */
  synchronized void show(String text) {
    if (terminal) {
      live.show(List.of("  %6.1f s  %s".formatted(seconds(), text)));
    } else if (!text.equals(last)
        && Duration.between(shown, Instant.now()).compareTo(FILE_PAUSE) >= 0) {
      shown = Instant.now();
      last = text;
      say(text);
    }
  }

  /** A line as it is. */
  synchronized void line(String text) {
    live.clear();
    live.print(text);
  }

  private double seconds() {
    return Duration.between(began, Instant.now()).toMillis() / 1000.0;
  }
}
