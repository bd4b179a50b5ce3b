package dev.berth.cli;

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
