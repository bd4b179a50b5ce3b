package dev.berth.cli;

import dev.berth.client.BerthClient;
import dev.berth.client.api.CoreReport;
import dev.berth.client.api.OperationView;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** Which operation is meant: by its id, or as the newest on a core. */
final class Target {
  @Parameters(
      index = "0",
      paramLabel = "<customer>|<operation>",
      description = "Whose core; or, alone, the id of an operation, such as a host's.")
  private String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<environment>",
      description = "Which of the customer's cores: its newest operation is meant.")
  private String environment;

  Optional<OperationView> find(BerthClient client) {
    return environment == null
        ? client.operation(first)
        : client.core(first, environment).map(CoreReport::operation);
  }

  String unknown() {
    return environment == null
        ? "There is no operation '%s'.".formatted(first)
        : "Nobody has asked for a core of that name yet.";
  }
}
