package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.OperationFilter;
import dev.berth.client.api.OperationView;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Names all operations that a command can change, or some of them. */
final class Several {
  @Option(
      names = "--all",
      required = true,
      description = "All operations that take the command, or those that these options leave:")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean all;

  @ArgGroup(exclusive = false)
  private FilterOptions.Subject subject = new FilterOptions.Subject();

  @Option(names = "--region", paramLabel = "<region>", description = "Only in this AWS region.")
  private String region;

  /**
   * The operations, newest first.
   *
   * @param states any of these
   * @param reason why they are held; null for any
   */
  List<OperationView> operations(BerthClient client, List<String> states, String reason) {
    OperationFilter filter =
        OperationFilter.none()
            .withReason(reason)
            .withCustomer(subject.customer)
            .withHost(subject.host)
            .withSince(subject.since)
            .withRegion(region);
    return states.stream()
        .flatMap(state -> client.operations(filter.withState(state), Integer.MAX_VALUE).stream())
        .toList();
  }
}
