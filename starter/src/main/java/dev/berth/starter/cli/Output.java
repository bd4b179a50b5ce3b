package dev.berth.starter.cli;

import dev.berth.starter.api.Problem;
import dev.berth.starter.client.BerthException;
import dev.berth.starter.client.BerthException.Refused;
import dev.berth.starter.client.BerthException.TimedOut;
import dev.berth.starter.client.BerthException.Unexpected;
import dev.berth.starter.client.BerthException.Unreachable;
import dev.berth.starter.client.Json;
import java.io.PrintWriter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Where answers and messages go. Answers: standard output, as text or as JSON. Messages: standard
 * output when a person reads text there, standard error when a program reads JSON.
 */
record Output(PrintWriter out, PrintWriter err, boolean terminal, boolean json) {
  Output(PrintWriter out, PrintWriter err, boolean terminal) {
    this(out, err, terminal, false);
  }

  Output json(boolean asked) {
    return new Output(out, err, terminal, asked);
  }

  /** The answer, once per command. */
  void answer(Object record, String text) {
    out.println(json ? Json.write(record) : text.stripTrailing());
    out.flush();
  }

  /** Something on the way. */
  PrintWriter messages() {
    return json ? err : out;
  }

  /** Says what went wrong, and returns the exit code that means it. */
  int explain(Exception trouble) {
    return switch (trouble) {
      case Refused refused -> {
        if (json) {
          out.println(Json.write(refused.problem()));
        }
        err.println(refused.getMessage());
        refused.problem().errors().forEach(fault -> err.println(text(fault)));
        yield refused.problem().status() == 409 ? ExitCode.REFUSED : ExitCode.BAD_INPUT;
      }
      case Unreachable unreachable -> say(unreachable, ExitCode.UNREACHABLE);
      case TimedOut timedOut -> say(timedOut, ExitCode.TIMED_OUT);
      case Unexpected unexpected -> say(unexpected, ExitCode.UNEXPECTED);
      default -> {
        trouble.printStackTrace(err);
        yield ExitCode.UNEXPECTED;
      }
    };
  }

  /** Says what is wrong with a command, in two lines: the help has the rest. */
  static int explain(ParameterException wrong) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println(
        "Help: %s --help".formatted(wrong.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitCode.BAD_INPUT;
  }

  private int say(BerthException trouble, int code) {
    err.println(trouble.getMessage());
    return code;
  }

  private static String text(Problem.Fault fault) {
    return "  %s: %s".formatted(fault.field(), fault.message());
  }
}
