package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.BerthException.TimedOut;
import dev.berth.client.api.OperationView;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Waiting for the end of what was asked for. */
final class Waiting {
  @Option(names = "--wait", description = "Wait until it is done, or has failed.")
  private boolean wanted;

  @Option(
      names = "--timeout",
      paramLabel = "<time>",
      defaultValue = "30m",
      description = "How long to wait, such as 90s or 15m. Default: ${DEFAULT-VALUE}")
  private Duration timeout;

  boolean wanted() {
    return wanted;
  }

  /** Shows how an operation goes on until it has ended; returns the exit code. */
  int follow(BerthClient client, OperationView operation, String subject, Output output)
      throws InterruptedException {
    Follower follower = new Follower(output, subject);
    try {
      OperationView ended = client.await(operation, timeout, follower);
      follower.end();
      output.answer(ended, Text.of(ended));
      return ended.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
    } catch (TimedOut e) {
      output.err().println("Operation %s goes on.".formatted(operation.id()));
      return ExitCode.TIMED_OUT;
    } finally {
      follower.end();
    }
  }
}
