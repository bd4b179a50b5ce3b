package dev.berth.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows the help of berth or of a command; the launcher's command when none is given. */
@Command(name = "help", description = "Shows this help, or that of a command.")
final class HelpCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, such as deploy or host replace.")
  private List<String> words = List.of();

  @Override
  public void run() {
    CommandLine shown = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = shown.getSubcommands().get(word);
      if (next == null) {
        throw new UnmatchedArgumentException(shown, List.of(word));
      }
      shown = next;
    }
    shown.usage(berth.output().out());
  }
}
