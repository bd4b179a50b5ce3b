package dev.berth.cli;

import java.io.Console;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether standard output is a terminal. */
public final class Terminal {
  private static final int USUAL_ROWS = 24;

  private Terminal() {}

  /** True when lines may be redrawn; false in a pipe or a file. */
  @SuppressWarnings("SystemConsoleNull") // null when standard output is redirected
  public static boolean present() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Asks there; gives the line that is typed, null at the end of input. */
  static String ask(String question) {
    return System.console().readLine("%s", question);
  }

  /** How many lines it has; 24 when it does not tell. */
  static int rows() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(Path.of("/dev/tty").toFile()).start();
      try (Reader said = stty.inputReader(StandardCharsets.US_ASCII)) {
        int rows = Integer.parseInt(said.readAllAsString().replaceFirst(" .*", "").strip());
        return rows > 0 ? rows : USUAL_ROWS;
      }
    } catch (IOException | NumberFormatException unknown) {
      return USUAL_ROWS;
    }
  }

  /** Likewise for standard error: false when it alone was sent to a file or a pipe. */
  static boolean showsErrors() {
    try {
      return present() && Files.readSymbolicLink(Path.of("/dev/fd/2")).startsWith("/dev");
    } catch (IOException | UnsupportedOperationException unknown) {
      return present();
    }
  }
}
