package dev.berth.local.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * What happens, line by line; below it on a terminal, and now and then in a file, how it stands.
 */
final class Picture {
  private static final Duration FILE_PAUSE = Duration.ofSeconds(10);

  private final PrintStream out;
  private final boolean terminal;
  private Instant began = Instant.now();
  private Instant shown = Instant.EPOCH;
  private String last = "";
  private boolean drawn;

  Picture(PrintStream out, boolean terminal) {
    this.out = out;
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
      erase();
      // Cut at the edge: a line that wraps would be two to erase.
      out.print("\033[?7l  %6.1f s  %s\033[?7h".formatted(seconds(), text));
      out.flush();
      drawn = true;
    } else if (!text.equals(last)
        && Duration.between(shown, Instant.now()).compareTo(FILE_PAUSE) >= 0) {
      shown = Instant.now();
      last = text;
      say(text);
    }
  }

  /** A line as it is. */
  synchronized void line(String text) {
    erase();
    out.println(text);
  }

  private void erase() {
    if (drawn) {
      out.print("\r\033[K");
      drawn = false;
    }
  }

  private double seconds() {
    return Duration.between(began, Instant.now()).toMillis() / 1000.0;
  }
}
