package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.OperationView;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** Names an operation: by its id, or as the newest one on a core. */
final class Target {
  @Parameters(
      index = "0",
      paramLabel = "<customer>|<operation>",
      description = "The customer of a core; or, alone, the id of an operation.")
  private String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<environment>",
      description = "Which of the customer's cores; its newest operation is used.")
  private String environment;

  /** The operation. */
  OperationView operation(BerthClient client) {
    Optional<OperationView> found =
        environment == null
            ? client.operation(first)
            : client.core(first, environment).map(CoreReport::operation);
    return found.orElseThrow(
        () -> environment == null ? BadInput.noOperation(first) : BadInput.noCore());
  }
}
