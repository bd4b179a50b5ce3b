package dev.berth.cli;

import dev.berth.client.api.CoreReport;
import dev.berth.client.api.CustomerReport.Result;
import dev.berth.client.api.OperationView;

/**
 * What became of asking for a core.
 *
 * @param waited whether its operation was waited for
 */
record Outcome(String customer, Result result, boolean waited) {
  /** The exit code that means it. */
  int code() {
    OperationView operation = result.operation();
    if (result.problem() != null) {
      return ExitCode.of(result.problem());
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
   * Tells it to people.
   *
   * @param again the command that goes on waiting
   */
  void tell(Output output, String again) {
    switch (code()) {
      case ExitCode.DONE -> output.text(done());
      case ExitCode.FAILED -> output.err().println(failed());
      case ExitCode.TIMED_OUT ->
          output
              .err()
              .println(
                  "Operation %s on %s has not ended in time. It goes on.\nGo on waiting: %s"
                      .formatted(result.operation().id(), core(), again));
      default -> {
        output.err().println(core() + " was refused:");
        output.explain(result.problem());
      }
    }
  }

  private String done() {
    OperationView operation = result.operation();
    return operation == null || operation.succeeded()
        ? Text.of(new CoreReport(result.core(), null))
        : "%s is being deployed (operation %s). See how it goes: berth show %s %s"
            .formatted(core(), operation.id(), customer, result.environment());
  }

  private String failed() {
    OperationView operation = result.operation();
    String effect =
        operation.state().equals("unwound")
            ? "All that was done was taken back."
            : "Something is left behind.";
    return "%s was not deployed: %s. %s\n%s"
        .formatted(core(), operation.message(), effect, Text.of(operation).stripTrailing());
  }

  private String core() {
    return customer + "/" + result.environment();
  }
}
