package dev.berth.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completion script for fish, for which picocli has no generator. */
final class Fish {
  private Fish() {}

  /** The script that completes the command {@code name}. */
  static String script(String name, CommandLine root) {
    return Stream.concat(Stream.of("-f"), lines(List.of(), root))
        .map(line -> "complete -c %s %s\n".formatted(name, line))
        .collect(Collectors.joining());
  }

  /** A line for each subcommand and option of a command, and of the commands below it. */
  private static Stream<String> lines(List<String> path, CommandLine command) {
    Map<String, CommandLine> below = command.getSubcommands();
    String when = "-n " + quote(condition(path, below));
    Stream<String> options =
        command.getCommandSpec().options().stream()
            .map(option -> "%s%s -d %s".formatted(when, names(option), text(option.description())));
    Stream<String> commands =
        below.entrySet().stream()
            .flatMap(
                sub ->
                    Stream.concat(
                        Stream.of(
                            "%s -a %s -d %s"
                                .formatted(
                                    when,
                                    sub.getKey(),
                                    text(
                                        sub.getValue()
                                            .getCommandSpec()
                                            .usageMessage()
                                            .description()))),
                        lines(
                            Stream.concat(path.stream(), Stream.of(sub.getKey())).toList(),
                            sub.getValue())));
    return Stream.concat(options, commands);
  }

  private static String condition(List<String> path, Map<String, CommandLine> below) {
    List<String> conditions = new ArrayList<>();
    path.forEach(word -> conditions.add("__fish_seen_subcommand_from " + word));
    if (!below.isEmpty()) {
      conditions.add("not __fish_seen_subcommand_from " + String.join(" ", below.keySet()));
    }
    return String.join("; and ", conditions);
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(
                name ->
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
            .collect(Collectors.joining());
    return option.arity().max() > 0 ? names + " -r" : names;
  }

  /** The first paragraph. */
  private static String text(String[] description) {
    return quote(description[0].replace("%%", "%"));
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
