package dev.berth.cli;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.OperationView;
import java.util.Objects;

/** What a {@link CoreReport} means for the exit code and for people. */
final class DeployResult {
  private DeployResult() {}

  /**
   * The exit code.
   *
   * @param waited whether the command waited for the operation
   */
  static int code(CoreReport report, boolean waited) {
    OperationView operation = report.operation();
    if (report.problem() != null) {
      return ExitCode.of(report.problem());
    }
    if (operation == null || operation.succeeded()) {
      return ExitCode.DONE;
    }
    if (operation.ended()) {
      return ExitCode.FAILED;
    }
    return waited ? ExitCode.TIMED_OUT : ExitCode.DONE;
  }

  /**
   * Prints the result for people.
   *
   * @param code from above
   * @param again the command that continues to wait
   */
  static void print(CoreReport report, int code, Output output, String again) {
    switch (code) {
      case ExitCode.DONE -> output.text(done(report, output.style()));
      case ExitCode.FAILED -> output.err().println(Printable.of(failed(report, output.errStyle())));
      case ExitCode.TIMED_OUT ->
          output
              .err()
              .println(
                  "Operation %s on %s has not ended in time. It goes on.\nTo continue waiting: %s"
                      .formatted(report.operation().id(), name(report), again));
      default -> {
        output.err().println(name(report) + " was refused:");
        output.explain(report.problem());
      }
    }
  }

  private static String done(CoreReport report, Style style) {
    OperationView operation = report.operation();
    return operation == null || operation.succeeded()
        ? Text.of(report.core(), style)
        : "%s is being deployed (operation %s). To see its progress: berth show %s %s"
            .formatted(
                name(report),
                operation.id(),
                report.core().customer(),
                report.core().environment());
  }

  private static String failed(CoreReport report, Style style) {
    OperationView operation = report.operation();
    String effect =
        operation.state().equals("unwound")
            ? "Everything it did was undone."
            : "Something is left behind.";
    String message = Objects.toString(operation.message(), "");
    String cause = message.isBlank() ? operation.reason() : message.replaceFirst("\\.$", "");
    return "%s was not deployed: %s. %s\n%s"
        .formatted(name(report), cause, effect, Text.of(operation, style).stripTrailing());
  }

  private static String name(CoreReport report) {
    return report.core().customer() + "/" + report.core().environment();
  }
}
