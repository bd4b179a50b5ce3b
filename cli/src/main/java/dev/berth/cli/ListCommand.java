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
        new Table<>(cores.cores())
            .column("CUSTOMER", CoreView::customer)
            .column("ENVIRONMENT", CoreView::environment)
            .column("STATE", CoreView::state)
            .column("PLAN", CoreView::plan)
            .column("REGION", CoreView::region)
            .column("URL", CoreView::url);
    berth.output().answer(cores, table.toString());
  }
}
