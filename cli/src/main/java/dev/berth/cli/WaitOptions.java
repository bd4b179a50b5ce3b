package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.OperationView;
import java.time.Duration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of commands that start an operation. */
final class WaitOptions {
  /** Null when the command does not wait. */
  @ArgGroup(exclusive = false)
  private Waiting waiting;

  private static final class Waiting {
    @Option(names = "--wait", required = true, description = "Wait until it is done or has failed.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean wait;

    @Option(
        names = "--timeout",
        paramLabel = "<time>",
        defaultValue = "30m",
        description = "How long to wait, such as 90s or 15m. Default: ${DEFAULT-VALUE}")
    private Duration timeout;
  }

  /**
   * Prints what was accepted, or waits for its end if told to. Returns the exit code.
   *
   * @param subject of the operation, for people
   */
  int answer(BerthClient client, Accepted accepted, String subject, Output output)
      throws InterruptedException {
    OperationView operation = accepted.operation();
    if (waiting == null) {
      output.answer(
          accepted,
          "%s of %s is under way. To see its progress: berth why %s\n%s"
              .formatted(
                  operation.kind(), subject, operation.id(), Text.of(operation, output.style())));
      return ExitCode.DONE;
    }
    return follow(client, operation, subject, output);
  }

  private int follow(BerthClient client, OperationView operation, String subject, Output output)
      throws InterruptedException {
    ProgressPrinter printer = new ProgressPrinter(output);
    try {
      OperationView ended = client.await(operation, waiting.timeout, printer.of(subject));
      printer.end();
      output.answer(ended, Text.of(ended, output.style()));
      return ended.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (TimedOut e) {
      output.json(operation);
      output.err().println("Operation %s goes on.".formatted(operation.id()));
      return ExitCode.TIMED_OUT;
    } finally {
      printer.end();
    }
  }
}
