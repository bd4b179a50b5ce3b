package dev.berth.cli;

import dev.berth.client.api.HostFilter;
import dev.berth.client.api.HostView;
import dev.berth.client.api.HostView.Slot;
import dev.berth.client.api.ListResponse;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Lists hosts. */
@Command(name = "hosts", description = "Lists the hosts and the cores in their slots.")
final class HostsCommand implements Runnable {
  @ParentCommand private Berth berth;
  @Mixin private FilterOptions.Place place;
  @Mixin private FilterOptions.Housing housing;

  @Mixin private WatchOption watch;

  @Override
  public void run() {
    watch.show(berth.output(), this::hosts);
  }

  private WatchOption.Shown hosts() {
    HostFilter filter = new HostFilter(place.state, housing.plan, place.region);
    ListResponse.Hosts hosts = new ListResponse.Hosts(berth.client().hosts().list(filter), null);
    Table<HostView> table =
        new Table<>(hosts.hosts(), berth.output().style())
            .column("HOST", HostView::id)
            .state("STATE", Text::state)
            .detail("PLAN", HostView::plan)
            .detail("REGION", HostView::region)
            .detail("INSTANCE", HostView::instanceId)
            .detail("TYPE", HostView::instanceType)
            .detail("IMAGE", host -> host.image() == null ? host.imageId() : host.image())
            .column("FREE", host -> "%d of %d".formatted(free(host), host.slots().size()))
            .column("SLOTS TAKEN", HostsCommand::taken);
    return new WatchOption.Shown(hosts, table.toString());
  }

  private static long free(HostView host) {
    return host.slots().stream().filter(HostsCommand::isFree).count();
  }

  private static String taken(HostView host) {
    return host.slots().stream()
        .filter(slot -> !isFree(slot))
        .map(HostsCommand::text)
        .collect(Collectors.joining(", "));
  }

  private static boolean isFree(Slot slot) {
    return slot.state().equals("free");
  }

  private static String text(Slot slot) {
    return "%d: %s"
        .formatted(
            slot.slot(),
            slot.state().equals("held")
                ? slot.customer() + "/" + slot.environment()
                : slot.state());
  }
}
