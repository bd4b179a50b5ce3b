package dev.berth.starter.cli;

import dev.berth.starter.api.CoreView;
import dev.berth.starter.api.Listing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists all cores that are there or on their way.")
final class ListCommand implements Runnable {
  @Mixin private Door door;

  @Override
  public void run() {
    List<CoreView> cores = door.client().cores();
    door.answer(
        new Listing.Cores(cores),
        () -> {
          door.out().printf("%-30s %-10s %-10s %s%n", "core", "plan", "state", "URL");
          cores.forEach(
              c ->
                  door.out()
                      .printf(
                          "%-30s %-10s %-10s %s%n",
                          c.customer() + "/" + c.environment(),
                          Text.orDash(c.plan()),
                          c.state(),
                          Text.orDash(c.url())));
        });
  }
}
