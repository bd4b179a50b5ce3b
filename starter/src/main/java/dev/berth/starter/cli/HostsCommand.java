package dev.berth.starter.cli;

import dev.berth.starter.api.HostView;
import dev.berth.starter.api.Listing;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "hosts",
    mixinStandardHelpOptions = true,
    description = "Lists all hosts that are not gone, with their slots.")
final class HostsCommand implements Runnable {
  @Mixin private Door door;

  @Override
  public void run() {
    List<HostView> hosts = door.client().hosts();
    door.answer(
        new Listing.Hosts(hosts),
        () -> {
          door.out()
              .printf("%-14s %-10s %-10s %-21s %s%n", "host", "plan", "state", "instance", "slots");
          hosts.forEach(
              h ->
                  door.out()
                      .printf(
                          "%-14s %-10s %-10s %-21s %s%n",
                          h.id(), h.plan(), h.state(), Text.orDash(h.instanceId()), slots(h)));
        });
  }

  private static String slots(HostView host) {
    return host.slots().stream()
        .map(
            slot ->
                slot.customer() == null
                    ? (slot.state().equals("free") ? "-" : slot.state())
                    : slot.customer())
        .collect(Collectors.joining(" "));
  }
}
