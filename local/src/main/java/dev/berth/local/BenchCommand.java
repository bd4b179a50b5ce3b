package dev.berth.local;

import dev.berth.local.bench.LaunchBench;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldOptions;
import dev.berth.servers.process.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Figures, measured here and now. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures Berth next to the way of the story, in a world of its own.")
final class BenchCommand {

  @Command(
      name = "launch",
      mixinStandardHelpOptions = true,
      description = {
        "How long a core takes to be ready, by way; AWS's part and Berth's own told apart. Ends with 1 when a goal is missed,",
        "or when the story's way does not come out as the story tells: then the latency table is wrong."
      })
  int launch(
      @Option(
              names = "--scale",
              paramLabel = "N",
              defaultValue = "5",
              description =
                  "How many times faster than real AWS; it multiplies Berth's own part. Default: ${DEFAULT-VALUE}.")
          double scale)
      throws IOException, InterruptedException {
    Path folder = Checkout.find(System.getenv()).root().resolve(".berth").resolve("bench");
    WorldOptions options = LaunchBench.options(folder, scale);
    new WorldFolder(folder).forget();
    System.out.println("Starting a world, " + options.pace());
    try (World world = World.start(options)) {
      List<String> missed = new LaunchBench(world, scale, System.out).run();
      missed.forEach(sentence -> System.out.println("  - " + sentence));
      return missed.isEmpty() ? 0 : 1;
    }
  }
}
