package dev.berth.cli;

import java.io.Console;

/** Whether standard output is a terminal. */
public final class Terminal {
  private Terminal() {}

  /** True when lines may be redrawn; false in a pipe or a file. */
  @SuppressWarnings("SystemConsoleNull") // null when standard output is redirected
  public static boolean present() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
