package dev.berth.cli;

import java.io.Console;

/** Whether a person looks on. */
public final class Terminal {
  private Terminal() {}

  /** True when lines may be redrawn; false in a pipe or a file. */
  @SuppressWarnings("SystemConsoleNull") // JDK 25 is back to null when nobody looks on
  public static boolean present() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
