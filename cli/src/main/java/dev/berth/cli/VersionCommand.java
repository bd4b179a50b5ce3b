package dev.berth.cli;

import java.util.Map;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParentCommand;

/** Prints the version of Berth; {@code -V} of every command does the same. */
@Command(name = "version", description = "Prints the version of Berth.")
final class VersionCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    berth.output().out().println(text(berth));
  }

  /** Adds the options {@code -V} and {@code --version} to a command and to all below it. */
  static void addOptions(CommandLine command, Berth berth) {
    CommandSpec spec = command.getCommandSpec();
    // The --version of "deploy" and of "image bake" is that of a core.
    String[] names =
        spec.optionsMap().containsKey("--version")
            ? new String[] {"-V"}
            : new String[] {"-V", "--version"};
    spec.addOption(
        OptionSpec.builder(names)
            .versionHelp(true)
            .description("Print the version of Berth.")
            .build());
    spec.versionProvider(() -> new String[] {text(berth)});
    command.getSubcommands().values().forEach(below -> addOptions(below, berth));
  }

  private static String text(Berth berth) {
    String version = ResourceBundle.getBundle("dev.berth.cli.version").getString("version");
    return berth.output().either(Map.of("version", version), "berth " + version);
  }
}
