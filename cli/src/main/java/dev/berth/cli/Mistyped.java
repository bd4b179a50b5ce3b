package dev.berth.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains a command line that is wrong, and suggests the words that were probably meant. */
public final class Mistyped {
  private Mistyped() {}

  /** Explains what is wrong with a command line, in two lines, and returns the exit code. */
  public static int explain(ParameterException wrong, PrintWriter err) {
    err.println(explain(wrong));
    err.println(
        "Help: %s --help".formatted(wrong.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitCode.BAD_INPUT;
  }

  /** What is wrong, in one line. */
  static String explain(ParameterException wrong) {
    // A word that is unknown explains more than a parameter that is missing because of it.
    List<String> unknown =
        wrong instanceof UnmatchedArgumentException e
            ? e.getUnmatched()
            : wrong.getCommandLine().getUnmatchedArguments();
    return unknown.isEmpty()
        ? wrong.getMessage().replaceFirst("^Error: ", "")
        : explain(unknown.getFirst(), wrong.getCommandLine().getCommandSpec());
  }

  private static String explain(String word, CommandSpec spec) {
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      return "Unknown option '%s'.%s".formatted(name, suggest(name, spec.optionsMap().keySet()));
    }
    Collection<String> commands = spec.subcommands().keySet();
    return commands.isEmpty()
        ? "Unexpected argument '%s'.".formatted(word)
        : "Unknown command '%s'.%s".formatted(word, suggest(word, commands));
  }

  private static String suggest(String word, Collection<String> known) {
    int allowed = Math.max(1, word.length() / 3);
    int nearest = known.stream().mapToInt(k -> distance(word, k)).min().orElse(Integer.MAX_VALUE);
    Stream<String> begun = known.stream().filter(k -> k.startsWith(word));
    Stream<String> near =
        known.stream().filter(k -> nearest <= allowed && distance(word, k) == nearest);
    List<String> meant = Stream.concat(near, begun).distinct().sorted().toList();
    return meant.isEmpty() ? "" : " Did you mean %s?".formatted(String.join(" or ", meant));
  }

  /** How many letters to insert, leave out, change, or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
