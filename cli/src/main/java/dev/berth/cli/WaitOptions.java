package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.Accepted;
import dev.berth.client.api.OperationView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of commands that start an operation, or change one that is under way. */
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
    String begun =
        "%s of %s is under way. To see its progress: berth why %s\n%s"
            .formatted(
                operation.kind(), subject, operation.id(), Text.of(operation, output.style()));
    return answer(client, accepted, subject, begun, OperationView::succeeded, output);
  }

  /**
   * The same.
   *
   * @param begun what is said when the command does not wait
   * @param done whether the operation, which has ended, ended as asked
   */
  int answer(
      BerthClient client,
      Accepted accepted,
      String subject,
      String begun,
      Predicate<OperationView> done,
      Output output)
      throws InterruptedException {
    Optional<Waiter> waiter = waiter(client, output);
    if (waiter.isEmpty()) {
      output.answer(accepted, begun);
      return ExitCode.DONE;
    }
    OperationView seen = waiter.get().await(List.of(accepted.operation()), _ -> subject).getFirst();
    if (!seen.ended()) {
      output.json(seen);
      output.err().println("Operation %s goes on.".formatted(seen.id()));
      return ExitCode.TIMED_OUT;
    }
    output.answer(seen, Text.of(seen, output.style()));
    return done.test(seen) ? ExitCode.DONE : ExitCode.FAILED;
  }

  boolean waits() {
    return waiting != null;
  }

  /** Empty when the command does not wait. */
  Optional<Waiter> waiter(BerthClient client, Output output) {
    return waiting == null
        ? Optional.empty()
        : Optional.of(new Waiter(client, waiting.timeout, output));
  }
}
