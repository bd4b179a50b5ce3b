package dev.berth.cli;

import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes the commands and options of berth. */
@Command(
    name = "completion",
    description = "Prints a script that lets a shell complete commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(berth completion bash)     # this shell; or from ~/.bashrc",
      "  source <(berth completion zsh)      # likewise, from ~/.zshrc",
      "  berth completion fish > ~/.config/fish/completions/berth.fish"
    })
final class CompletionCommand implements Runnable {
  private static final String NAME = "berth";

  @ParentCommand private Berth berth;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<shell>", description = "One of ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  /** The shells, as they are typed. */
  private enum Shell {
    bash,
    zsh,
    fish
  }

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    // The script for bash is one for zsh, too.
    String script = shell == Shell.fish ? Fish.script(NAME, root) : AutoComplete.bash(NAME, root);
    berth.output().answer(Map.of("script", script), script);
  }
}
