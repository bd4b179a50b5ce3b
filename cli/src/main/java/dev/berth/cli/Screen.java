package dev.berth.cli;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Shows a list that changes. */
final class Screen {
  private static final String HOME = "\u001b[H";
  private static final String ERASE_LINE = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";

  private final Output output;
  private final boolean redraws;
  private String last;

  Screen(Output output) {
    this.output = output;
    redraws = output.terminal() && !output.json();
  }

  /** Shows what there is now. */
  void show(WatchOption.Shown now) {
    String text = output.either(now.answer(), now.text());
    if (redraws) {
      draw("", text);
    } else if (!text.equals(last)) {
      output.out().println(last == null || output.json() ? text : "\n" + text);
      output.out().flush();
    }
    last = text;
  }

  /** Says why nothing new is there. */
  void note(String why) {
    if (redraws) {
      draw(why, last);
    } else {
      output.err().println(why);
    }
  }

  private void draw(String note, String text) {
    Style style = output.style();
    String time = LocalTime.now(style.zone()).truncatedTo(ChronoUnit.SECONDS).toString();
    output.out().print(HOME);
    Stream.concat(Stream.of(time + "  " + note), text.lines())
        .limit(style.rows() - 1L) // what does not fit would scroll
        .forEach(line -> output.out().println(line + ERASE_LINE));
    output.out().print(ERASE_BELOW);
    output.out().flush();
  }
}
