package dev.berth.cli;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.OperationView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Lists operations, or shows one. */
@Command(name = "operations", description = "Lists operations, newest first, or shows one.")
final class OperationsCommand implements Runnable {
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
  public void run() {
    if (id == null) {
      list();
    } else {
      show();
    }
  }

  private void list() {
    ListResponse.Operations operations =
        new ListResponse.Operations(berth.client().operations(limit), null);
    Table<OperationView> table =
        new Table<>(operations.operations(), berth.output().style())
            .column("OPERATION", OperationView::id)
            .column("ON", Text::on)
            .state("STATE", OperationView::state)
            .column("STARTED", OperationView::startedAt)
            .detail("DOES", OperationView::kind)
            .detail("TOOK", Text::took)
            .detail("REASON", OperationView::reason);
    berth.output().answer(operations, table.toString());
  }

  private void show() {
    OperationView operation =
        berth.client().operation(id).orElseThrow(() -> BadInput.noOperation(id));
    berth.output().answer(operation, Text.of(operation, berth.output().style()));
  }
}
