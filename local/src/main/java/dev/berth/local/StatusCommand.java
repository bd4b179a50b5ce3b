package dev.berth.local;

import dev.berth.local.up.Status;
import dev.berth.local.world.WorldFolder;
import dev.berth.servers.process.Checkout;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the world of {@code ./berth up}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the parts of the Berth that ./berth up started in this checkout, and whether they answer.",
      "Ends with 0 when all do, else with 1."
    })
final class StatusCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    WorldFolder folder = WorldFolder.of(Checkout.find(System.getenv()));
    Optional<ProcessHandle> owner = folder.owner();
    if (owner.isEmpty() || folder.ports().isEmpty()) {
      System.out.println("No world of this checkout runs. ./berth up starts one.");
      return 1;
    }
    System.out.printf("Berth runs in process %d, in %s%n", owner.get().pid(), folder.path());
    boolean all = true;
    for (Status.Part part : new Status(folder).parts()) {
      boolean answers = part.answers().getAsBoolean();
      all &= answers;
      System.out.printf(
          "  %-12s %-16s %s%n", part.name(), answers ? "answers" : "does not answer", part.where());
    }
    return all ? 0 : 1;
  }
}
