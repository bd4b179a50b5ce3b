package dev.berth.local;

import dev.berth.local.up.Background;
import dev.berth.local.world.WorldFolder;
import dev.berth.servers.process.Checkout;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends the world of {@code ./berth up}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Ends the Berth that ./berth up started in this checkout. Its data stays.")
final class DownCommand implements Callable<Integer> {
  @Override
  public Integer call() throws InterruptedException {
    Checkout checkout = Checkout.find(System.getenv());
    return new Background(checkout, WorldFolder.of(checkout)).end(System.out);
  }
}
