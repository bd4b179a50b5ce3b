package dev.berth.cli;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.OperationView;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lists operations, or shows one. */
@Command(name = "operations", description = "Lists operations, newest first, or shows one of them.")
final class OperationsCommand implements Callable<Integer> {
  @ParentCommand private Berth berth;

  @Parameters(arity = "0..1", paramLabel = "<id>", description = "The operation to show.")
  private String id;

  @Option(
      names = "--limit",
      paramLabel = "<n>",
      defaultValue = "20",
      description = "The most to list. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Override
  public Integer call() {
    return id == null ? list() : show();
  }

  private int list() {
    ListResponse.Operations operations =
        new ListResponse.Operations(berth.client().operations(limit), null);
    Table table = new Table("OPERATION", "DOES", "ON", "STATE", "STARTED", "TOOK", "REASON");
    operations
        .operations()
        .forEach(
            o ->
                table.row(
                    o.id(),
                    o.kind(),
                    Text.on(o),
                    o.state(),
                    o.startedAt(),
                    Text.took(o),
                    o.reason()));
    berth.output().answer(operations, table.toString());
    return ExitCode.DONE;
  }

  private int show() {
    Optional<OperationView> operation = berth.client().operation(id);
    if (operation.isEmpty()) {
      berth.output().err().println("There is no operation '%s'.".formatted(id));
      return ExitCode.BAD_INPUT;
    }
    berth.output().answer(operation.get(), Text.of(operation.get()));
    return ExitCode.DONE;
  }
}
