package dev.berth.cli;

import dev.berth.client.api.CoreView;
import dev.berth.client.api.ListResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists cores. */
@Command(name = "list", description = "Lists the cores that are ready or being deployed.")
final class ListCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    ListResponse.Cores cores = new ListResponse.Cores(berth.client().cores(), null);
    Table<CoreView> table =
        new Table<>(cores.cores(), berth.output().style())
            .column("CUSTOMER", CoreView::customer)
            .column("ENVIRONMENT", CoreView::environment)
            .state("STATE", CoreView::state)
            .detail("PLAN", CoreView::plan)
            .detail("REGION", CoreView::region)
            .column("URL", CoreView::url);
    berth.output().answer(cores, table.toString());
  }
}
