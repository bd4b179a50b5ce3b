package dev.berth.cli;

import dev.berth.client.api.CoreFilter;
import dev.berth.client.api.CoreView;
import dev.berth.client.api.ListResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists cores. */
@Command(name = "list", description = "Lists the cores that are ready or being deployed.")
final class ListCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Mixin private FilterOptions.Subject subject;
  @Mixin private FilterOptions.Place place;
  @Mixin private FilterOptions.Housing housing;

  @Mixin private WatchOption watch;

  @Override
  public void run() {
    watch.show(berth.output(), this::cores);
  }

  private WatchOption.Shown cores() {
    CoreFilter filter =
        new CoreFilter(
            place.state, subject.customer, housing.plan, place.region, subject.host, subject.since);
    ListResponse.Cores cores = new ListResponse.Cores(berth.client().cores(filter), null);
    Table<CoreView> table =
        new Table<>(cores.cores(), berth.output().style())
            .column("CUSTOMER", CoreView::customer)
            .column("ENVIRONMENT", CoreView::environment)
            .state("STATE", Text::state)
            .detail("PLAN", CoreView::plan)
            .detail("REGION", CoreView::region)
            .column("URL", CoreView::url);
    return new WatchOption.Shown(cores, table.toString());
  }
}
