package dev.berth.cli;

import dev.berth.client.api.ListResponse;
import dev.berth.client.api.OperationFilter;
import dev.berth.client.api.OperationView;
import java.util.List;
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

  @Option(
      names = "--reason",
      paramLabel = "<reason>",
      description = "Only what is held, or did not end as asked, for this reason, such as denied.")
  private String reason;

  @Mixin private WatchOption watch;

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
            .withReason(reason)
            .withCustomer(subject.customer)
            .withRegion(place.region)
            .withHost(subject.host)
            .withSince(subject.since);
    if (id == null) {
      watch.show(berth.output(), () -> list(filter));
    } else if (filter.equals(OperationFilter.none())) {
      watch.show(berth.output(), this::one);
    } else {
      throw new ParameterException(
          spec.commandLine(), "Give the id of one operation, or options that restrict the list.");
    }
  }

  private WatchOption.Shown list(OperationFilter filter) {
    ListResponse.Operations operations =
        new ListResponse.Operations(berth.client().operations(filter, limit), null);
    return new WatchOption.Shown(
        operations, table(operations.operations(), berth.output().style()));
  }

  /** Operations as a table. */
  static String table(List<OperationView> operations, Style style) {
    return new Table<>(operations, style)
        .column("OPERATION", OperationView::id)
        .column("ON", Text::on)
        .state("STATE", OperationView::state)
        .column("STARTED", OperationView::startedAt)
        .detail("DOES", OperationView::kind)
        .detail("TOOK", Text::took)
        .detail("REASON", OperationView::reason)
        .toString();
  }

  private WatchOption.Shown one() {
    OperationView operation =
        berth.client().operation(id).orElseThrow(() -> BadInput.noOperation(id));
    return new WatchOption.Shown(operation, Text.of(operation, berth.output().style()));
  }
}
