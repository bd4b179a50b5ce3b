package dev.berth.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/**
 * The commands that the launcher, {@code ./berth}, runs itself. Help, suggestions and completion
 * take them from here.
 */
enum LauncherCommand {
  UP("Runs Berth and all that it needs on this machine, until Ctrl-C."),
  DOWN("Ends what up started in this checkout, and keeps its data."),
  STATUS("Shows the parts of what up started, and whether they answer."),
  LOGS("Prints the last log lines of what up started."),
  DEMO("Deploys eight cores, and kills a worker on the way."),
  CHAOS("Deploys many cores while processes are killed, and counts leftovers."),
  BENCH("Measures how long a core takes to be ready."),
  DOCTOR("Prints what this machine or an installation lacks, and what to do."),
  MIGRATE("Creates or updates the registry's tables, as their owner."),
  TEST("Runs the tests."),
  HISTORIES("Checks that running workflows can continue with the present code."),
  TOOLS("Finds, downloads or builds the Temporal server.");

  private static final String HEADING = "%nCommands of the launcher, which start Berth itself:%n";

  private final String description;

  LauncherCommand(String description) {
    this.description = description;
  }

  /** As typed. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Adds all of them to {@code berth}, and lists them below its own commands. */
  static void addTo(CommandLine berth) {
    for (LauncherCommand command : values()) {
      CommandSpec spec = command.spec(berth);
      berth.addSubcommand(command.word(), spec);
      // The launcher's programs do not know the options that the other commands share.
      spec.options().stream().filter(o -> !o.usageHelp()).toList().forEach(spec::remove);
    }
    berth
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, LauncherCommand::lists);
  }

  private CommandSpec spec(CommandLine berth) {
    Runnable refuse =
        () -> {
          throw new ParameterException(
              berth, "The launcher runs this command: ./berth %s".formatted(word()));
        };
    CommandSpec spec = CommandSpec.wrapWithoutInspection(refuse);
    spec.usageMessage()
        .customSynopsis("./berth %s [OPTIONS]".formatted(word()))
        .description(description, "For its options: ./berth %s --help".formatted(word()));
    return spec;
  }

  private static String lists(Help help) {
    Map<String, Help> own = new LinkedHashMap<>(help.subcommands());
    Map<String, Help> launchers = new LinkedHashMap<>();
    for (LauncherCommand command : values()) {
      launchers.put(command.word(), own.remove(command.word()));
    }
    return help.commandList(own) + help.createHeading(HEADING) + help.commandList(launchers);
  }
}
