package dev.berth.starter.cli;

import dev.berth.starter.api.Listing;
import dev.berth.starter.api.OperationView;
import dev.berth.starter.client.BerthClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "operations",
    mixinStandardHelpOptions = true,
    description = "Lists operations, newest first; or shows one, with its receipt.")
final class OperationsCommand implements Callable<Integer> {
  @Mixin private Door door;

  @Parameters(paramLabel = "ID", arity = "0..1")
  private String id;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() {
    BerthClient client = door.client();
    if (id == null) {
      list(client.operations(limit));
      return ExitCode.DONE;
    }
    Optional<OperationView> operation = client.operation(id);
    if (operation.isEmpty()) {
      door.err().println("berth: there is no operation " + id);
      return ExitCode.REFUSED;
    }
    door.answer(operation.get(), () -> Text.operation(door.out(), operation.get()));
    return ExitCode.DONE;
  }

  private void list(List<OperationView> operations) {
    door.answer(
        new Listing.Operations(operations),
        () -> {
          door.out()
              .printf("%-37s %-12s %-30s %-10s %s%n", "operation", "kind", "on", "state", "took");
          operations.forEach(
              o ->
                  door.out()
                      .printf(
                          "%-37s %-12s %-30s %-10s %s%n",
                          o.id(),
                          o.kind(),
                          o.hostId() != null ? o.hostId() : o.customer() + "/" + o.environment(),
                          o.state(),
                          Text.took(o)));
        });
  }
}
