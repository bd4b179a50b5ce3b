package dev.berth.local;

import dev.berth.cli.Terminal;
import dev.berth.local.demo.Demo;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldOptions;
import dev.berth.servers.process.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells the story from an empty world. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a world of its own, deploys a development and a production core at the same time, kills the worker on the way,",
      "deploys six more cores, and counts. Ends with 0 when everything held."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--scale",
      defaultValue = "10",
      description =
          "How many times faster than real AWS; 1 tells the story in real time. Default: ${DEFAULT-VALUE}.")
  private double scale;

  @Option(
      names = "--stay",
      description =
          "Keep the world running afterwards, until Ctrl-C. Without it, the world ends at Enter on a terminal, else at once.")
  private boolean stay;

  @Mixin private EngineOption engine;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintStream out = System.out;
    Instant began = Instant.now();
    Path folder = Checkout.find(System.getenv()).root().resolve(".berth").resolve("demo");
    new WorldFolder(folder).forget();
    WorldOptions options = engine.of(WorldOptions.of(folder, scale), out);
    out.println(
        "Starting a world: Temporal, PostgreSQL, a simulated AWS ("
            + options.pace()
            + "), a worker, a starter");
    Duration patience = Duration.ofSeconds(Math.round(60 + 600 / scale));
    try (World world = World.start(options)) {
      List<String> broken = new Demo(world, out, Terminal.present(), patience).run();
      out.printf(
          "%s after %d s%n",
          broken.isEmpty() ? "All held" : "NOT all held",
          Duration.between(began, Instant.now()).toSeconds());
      broken.forEach(sentence -> out.println("  - " + sentence));
      stay(world, out);
      return broken.isEmpty() ? 0 : 1;
    }
  }

  /** The addresses that were printed answer as long as the world runs. */
  private void stay(World world, PrintStream out) throws IOException, InterruptedException {
    String pages =
        "Temporal UI: %s   API: %s"
            .formatted(
                world.temporalUi().map(Object::toString).orElse("that of your own server"),
                world.api());
    if (stay) {
      out.println(pages + "   Ctrl-C ends the world.");
      Thread.currentThread().join();
    } else if (Terminal.present()) {
      out.println(pages + "   Enter ends the world, and the addresses above with it.");
      System.in.read();
    } else {
      out.println("The world ends now, and the addresses above with it. --stay keeps it.");
    }
  }
}
