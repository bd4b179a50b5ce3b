package dev.berth.cli;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text that a terminal shows and does not obey. Names, reasons and messages come from outside: the
 * log of a container, a tag, an error of a server.
 */
final class Printable {
  /**
   * Control characters but for the end of a line, and those that are invisible or turn the
   * direction of what follows. Colours stay: they are this program's own, and a foreign one does no
   * harm.
   */
  private static final Pattern ACTS =
      Pattern.compile("(?!\\u001b\\[[0-9;]*m)[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");

  private Printable() {}

  /** The same, with such characters as their codes, such as {@code \u009b}. */
  static String of(String text) {
    return ACTS.matcher(text).replaceAll(Printable::code);
  }

  private static String code(MatchResult found) {
    return "\\\\u%04x".formatted(found.group().codePointAt(0));
  }
}
