package dev.berth.cli;

import dev.berth.client.api.HostView;
import dev.berth.client.api.HostView.Slot;
import dev.berth.client.api.ListResponse;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists hosts. */
@Command(name = "hosts", description = "Lists the hosts and the cores in their slots.")
final class HostsCommand implements Runnable {
  @ParentCommand private Berth berth;

  @Override
  public void run() {
    ListResponse.Hosts hosts = new ListResponse.Hosts(berth.client().hosts().list(), null);
    Table table =
        new Table(
            "HOST", "STATE", "PLAN", "REGION", "INSTANCE", "TYPE", "IMAGE", "FREE", "SLOTS TAKEN");
    hosts
        .hosts()
        .forEach(
            host ->
                table.row(
                    host.id(),
                    Text.state(host),
                    host.plan(),
                    host.region(),
                    host.instanceId(),
                    host.instanceType(),
                    host.image() == null ? host.imageId() : host.image(),
                    "%d of %d".formatted(free(host), host.slots().size()),
                    taken(host)));
    berth.output().answer(hosts, table.toString());
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
