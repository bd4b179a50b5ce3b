package dev.berth.cli;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets a command ask before it does what cannot be taken back. */
public final class ConfirmOption {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask first. Needed where no terminal is, as in a script.")
  private boolean yes;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * Returns when the command may act.
   *
   * @param question what will happen to what; only read when it is asked
   */
  void ask(Output output, Supplier<String> question) {
    ask(output.terminal(), output.console(), question);
  }

  /**
   * The same on the terminal of this process.
   *
   * @throws ParameterException when there is none
   * @throws IllegalArgumentException when the answer is not yes
   */
  public void ask(Supplier<String> question) {
    ask(Terminal.present(), Terminal::ask, question);
  }

  private void ask(boolean terminal, UnaryOperator<String> console, Supplier<String> question) {
    if (yes) {
      return;
    }
    if (!terminal) {
      throw new ParameterException(
          command.commandLine(),
          "This command asks before it acts, and no terminal is there to ask on: add --yes.");
    }
    String answer = console.apply(question.get() + " [y/N] ");
    if (answer == null || !Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
      throw BadInput.declined();
    }
  }
}
