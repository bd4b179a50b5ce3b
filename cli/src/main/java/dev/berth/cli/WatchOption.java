package dev.berth.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Option;

/**
 * Lets a command that lists something go on doing so: on a terminal the list is redrawn in place,
 * elsewhere it is printed again when it has changed.
 */
final class WatchOption {
  @Option(
      names = {"-w", "--watch"},
      description = "Go on until Ctrl-C, and show every change.")
  private boolean watch;

  /** An answer, and the same for people. */
  record Shown(Object answer, String text) {}

  /** Prints what there is, once or again and again. */
  void show(Output output, Supplier<Shown> now) {
    if (watch) {
      Screen screen = new Screen(output);
      Again.look(() -> screen.show(now.get()), screen::note);
    } else {
      Shown shown = now.get();
      output.answer(shown.answer(), shown.text());
    }
  }
}
