package dev.berth.cli;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.OperationFilter;
import dev.berth.client.api.OperationView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists operations, or shows one. */
@Command(name = "operations", description = "Lists operations, newest first, or shows one.")
final class OperationsCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Mixin private FilterOptions.Subject subject;
  @Mixin private FilterOptions.Place place;

  @Parameters(arity = "0..1", paramLabel = "<id>", description = "The operation to show.")
  private String id;

  @Option(
      names = "--limit",
      paramLabel = "<n>",
      defaultValue = "20",
      description = "The most to list. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    OperationFilter filter =
        OperationFilter.none()
            .withState(place.state)
            .withCustomer(subject.customer)
            .withRegion(place.region)
            .withHost(subject.host)
            .withSince(subject.since);
    if (id == null) {
      list(filter);
    } else if (filter.equals(OperationFilter.none())) {
      show();
    } else {
      throw new ParameterException(
          spec.commandLine(), "Give the id of one operation, or options that restrict the list.");
    }
  }

  private void list(OperationFilter filter) {
    ListResponse.Operations operations =
        new ListResponse.Operations(berth.client().operations(filter, limit), null);
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
