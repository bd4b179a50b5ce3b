package dev.berth.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How text looks: on a terminal with colours, times as a person says them, and no line too long;
 * elsewhere plain and complete, for programs.
 *
 * @param terminal whether standard output is one
 * @param wide whether lines may be longer than the terminal is wide
 */
record Style(boolean terminal, Map<String, String> environment, ZoneId zone, boolean wide) {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

  private static final Map<String, IStyle> STATES =
      Map.of(
          "ready", Ansi.Style.fg_green,
          "held", Ansi.Style.fg_yellow,
          "frozen", Ansi.Style.fg_yellow,
          "unwinding", Ansi.Style.fg_yellow,
          "failed", Ansi.Style.fg_red,
          "left", Ansi.Style.fg_red,
          "lost", Ansi.Style.fg_red);

  /** As the environment of this process asks for. */
  static Style of(boolean terminal) {
    return new Style(terminal, System.getenv(), ZoneId.systemDefault(), false);
  }

  Style wide(boolean asked) {
    return new Style(terminal, environment, zone, asked);
  }

  /** Whether text has colours. NO_COLOR turns them off, as no-color.org has it. */
  ColorScheme colours() {
    boolean on = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return Help.defaultColorScheme(Ansi.valueOf(on));
  }

  /** How long a line may be. */
  int columns() {
    if (!terminal || wide) {
      return Integer.MAX_VALUE;
    }
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,4}")
        ? Integer.parseInt(columns)
        : CommandSpec.create().usageMessage().autoWidth(true).width();
  }

  /** How many lines a screen has. */
  int rows() {
    String rows = environment.getOrDefault("LINES", "");
    return rows.matches("[1-9]\\d{0,4}") ? Integer.parseInt(rows) : Terminal.rows();
  }

  /** The head of a column. */
  String heading(String text) {
    return paint(text, Ansi.Style.bold);
  }

  /** A state, with what is said beside it; or a change from one state to another. */
  String state(String text) {
    IStyle colour = STATES.get(text.replaceFirst("^.* -> ", "").replaceFirst(" .*", ""));
    return colour == null ? text : paint(text, colour);
  }

  /** A point of time in a text. */
  String time(Instant at) {
    return terminal ? LOCAL.format(at.atZone(zone)) : at.toString();
  }

  /** A point of time in a table. */
  String ago(Instant at) {
    return terminal ? Durations.rough(Duration.between(at, Instant.now())) + " ago" : at.toString();
  }

  private String paint(String text, IStyle style) {
    return colours().apply(text, List.of(style)).toString();
  }
}
