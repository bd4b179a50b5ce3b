package dev.berth.cli;

import dev.berth.client.api.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists cores. */
@Command(name = "list", description = "Lists the cores that are there or on their way.")
final class ListCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    Listing.Cores cores = new Listing.Cores(berth.client().cores(), null);
    Table table = new Table("CUSTOMER", "ENVIRONMENT", "STATE", "PLAN", "REGION", "URL");
    cores
        .cores()
        .forEach(
            core ->
                table.row(
                    core.customer(),
                    core.environment(),
                    core.state(),
                    core.plan(),
                    core.region(),
                    core.url()));
    berth.output().answer(cores, table.toString());
  }
}
