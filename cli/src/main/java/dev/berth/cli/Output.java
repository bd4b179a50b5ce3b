package dev.berth.cli;

import dev.berth.client.BerthException.Refused;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.BerthException.Unexpected;
import dev.berth.client.BerthException.Unreachable;
import dev.berth.client.Json;
import dev.berth.client.api.Problem;
import java.io.PrintWriter;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ParameterException;

/**
 * Where answers and messages go. Answers: standard output, as text or as JSON. Messages, such as
 * progress: standard error. Errors: standard error, and with {@code --json} standard output, too.
 */
record Output(
    PrintWriter out,
    PrintWriter err,
    Style style,
    Style errStyle,
    UnaryOperator<String> console,
    boolean json) {
  /**
   * Answers as text.
   *
   * @param errStyle of what goes to standard error
   * @param console asks, and gives the line that is typed, null at the end of input
   */
  Output(
      PrintWriter out,
      PrintWriter err,
      Style style,
      Style errStyle,
      UnaryOperator<String> console) {
    this(out, err, style, errStyle, console, false);
  }

  /** Whether a person reads the answers, and can be asked. */
  boolean terminal() {
    return style.terminal();
  }

  Output forPrograms(boolean asked) {
    return new Output(out, err, style, errStyle, console, asked);
  }

  Output wide(boolean asked) {
    return new Output(out, err, style.wide(asked), errStyle, console, json);
  }

  /** The answer, once per command. */
  void answer(Object record, String text) {
    out.println(either(record, text));
    out.flush();
  }

  /** The answer in the form that was asked for. */
  String either(Object record, String text) {
    return json ? Json.write(record) : Printable.of(text.stripTrailing());
  }

  /** The answer for programs; {@link #text} is for people. */
  void json(Object record) {
    if (json) {
      out.println(Json.write(record));
      out.flush();
    }
  }

  /** The answer for people, or a part of it; {@link #json(Object)} is for programs. */
  void text(String text) {
    if (!json) {
      out.println(Printable.of(text.stripTrailing()));
      out.flush();
    }
  }

  /** Explains an error, and returns its exit code. */
  int explain(Exception error) {
    json(Problems.of(error));
    return switch (error) {
      case Refused refused -> {
        explain(refused.problem());
        yield ExitCode.of(refused.problem());
      }
      case BadInput bad -> say(bad, ExitCode.BAD_INPUT);
      case Unreachable unreachable -> say(unreachable, ExitCode.UNREACHABLE);
      case TimedOut timedOut -> say(timedOut, ExitCode.TIMED_OUT);
      case Unexpected unexpected -> say(unexpected, ExitCode.UNEXPECTED);
      default -> {
        error.printStackTrace(err);
        yield ExitCode.UNEXPECTED;
      }
    };
  }

  /** Explains why a request was refused. */
  void explain(Problem problem) {
    String detail = problem.detail() == null ? problem.title() : problem.detail();
    err.println(problem.errors().isEmpty() ? Printable.of(detail) : "Invalid request:");
    problem.errors().stream()
        .map(fault -> "  %s: %s".formatted(fault.field(), fault.message()))
        .forEach(fault -> err.println(Printable.of(fault)));
  }

  /** Explains what is wrong with a command line, in two lines. */
  int explain(ParameterException wrong) {
    json(Problems.badInput(Mistyped.explain(wrong)));
    return Mistyped.explain(wrong, err);
  }

  private int say(Exception error, int code) {
    err.println(Printable.of(String.valueOf(error.getMessage())));
    return code;
  }
}
