package dev.berth.local;

import dev.berth.cli.ConfirmOption;
import dev.berth.local.up.Background;
import dev.berth.local.up.Choice;
import dev.berth.local.up.Status;
import dev.berth.local.world.Supervisor;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldOptions;
import dev.berth.local.world.WorldPorts;
import dev.berth.servers.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A world that stays. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Berth and all that it needs on this machine, until Ctrl-C or ./berth down.",
      "It keeps its data from run to run. A process that dies is started again.",
      "Then, in another terminal: ./berth deploy acme production --wait"
    })
final class UpCommand implements Callable<Integer> {
  @Option(
      names = {"-d", "--detach"},
      description = "Run in the background; return when Berth is ready.")
  private boolean detach;

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      description =
          "Use this port and the six after it. Default: the ports of the last run, else 8480 to 8484, 7233 and 8233; free ones instead of those that are taken.")
  private Integer base;

  @Option(
      names = "--scale",
      defaultValue = "10",
      description = "How many times faster than real AWS. Default: ${DEFAULT-VALUE}.")
  private double scale;

  @Option(names = "--fresh", description = "Delete the data of earlier runs first.")
  private boolean fresh;

  @Option(
      names = "--images",
      paramLabel = "FILE",
      description =
          "Your own commands for container images, one a line: an image name's pattern, a blank, the command. See docs/stand-in.md.")
  private Path images;

  @Option(
      names = "--vcpus",
      description =
          "The account's quota of vCPUs, such as 5 in a new one. Default: more than you use.")
  private Integer vcpus;

  @Mixin private EngineOption engine;
  @Mixin private ConfirmOption confirm;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checkout checkout = Checkout.find(System.getenv());
    WorldFolder folder = WorldFolder.of(checkout);
    WorldOptions options = asked(folder);
    folder
        .owner()
        .ifPresent(
            owner -> {
              throw new IllegalStateException(
                  "Berth runs in this checkout already (process %d): see ./berth status. ./berth down ends it."
                      .formatted(owner.pid()));
            });
    boolean here = System.getenv(Background.MARK) != null;
    Choice choice = new Choice(folder, System.out::println);
    if (base != null) {
      var _ = choice.of(base, System.getenv()); // refused before something is deleted
    }
    if (fresh && !here && Files.exists(folder.path())) {
      confirm.ask(() -> "Delete all data of earlier runs in %s?".formatted(folder.path()));
      folder.forget();
    }
    if (detach && !here) {
      List<String> words = spec.commandLine().getParent().getParseResult().originalArgs();
      return new Background(checkout, folder).start(words, System.out);
    }
    WorldPorts ports = choice.of(base, System.getenv());
    return run(folder, engine.of(options.withPorts(ports), System.out));
  }

  private WorldOptions asked(WorldFolder folder) {
    WorldOptions asked = WorldOptions.of(folder.path(), scale);
    asked = images == null ? asked : asked.withImages(images);
    return vcpus == null ? asked : asked.withVcpus(vcpus);
  }

  private int run(WorldFolder folder, WorldOptions options) throws InterruptedException {
    System.out.println("Starting Berth in " + folder.path());
    long began = System.nanoTime();
    try (World world =
        World.start(
            options,
            part ->
                System.out.printf(
                    "  %4.1f s  %s%n",
                    Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0, part))) {
      System.out.printf("%n%s%n", new Status(folder).addresses());
      System.out.println("Try, in another terminal:  ./berth deploy acme production --wait");
      System.out.println(Background.READY + " Ctrl-C or ./berth down ends it.");
      return new Supervisor(world, Supervisor.STARTS, System.out::println).watch() ? 0 : 1;
    }
  }
}
