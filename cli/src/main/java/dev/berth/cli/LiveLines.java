package dev.berth.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * Lines at the end of a terminal's output that are redrawn in place, below lines that stay. Without
 * a terminal only the lines that stay are printed.
 */
public final class LiveLines {
  /** Cuts long lines at the edge: a wrapped line would be two to erase. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintWriter out;
  private final boolean terminal;
  private List<String> lines = List.of();

  /** Prints to {@code out}; {@code terminal} says whether it understands escape sequences. */
  public LiveLines(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Replaces the live lines. */
  public synchronized void show(List<String> now) {
    erase();
    lines = List.copyOf(now);
    draw();
    out.flush();
  }

  /** Prints a line that stays, above the live ones. */
  public synchronized void print(String line) {
    erase();
    out.println(line);
    draw();
    out.flush();
  }

  /** Erases the live lines. */
  public synchronized void clear() {
    show(List.of());
  }

  /** Leaves the live lines as they are; the next ones are drawn below. */
  public synchronized void keep() {
    lines = List.of();
  }

  private void draw() {
    if (terminal && !lines.isEmpty()) {
      out.print(WRAP_OFF);
      lines.forEach(out::println);
      out.print(WRAP_ON);
    }
  }

  private void erase() {
    if (terminal && !lines.isEmpty()) {
      out.print("\u001b[%dA\u001b[J".formatted(lines.size()));
    }
  }
}
