package dev.berth.local;

import dev.berth.local.world.World;
import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldOptions;
import dev.berth.servers.process.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A world that stays. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Berth on this machine and stays until Ctrl-C. What it remembers survives a restart.",
      "Then, in another terminal: ./berth deploy acme production --wait"
    })
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--scale",
      defaultValue = "10",
      description = "How many times faster than real AWS. Default: ${DEFAULT-VALUE}.")
  private double scale;

  @Option(names = "--fresh", description = "Forget everything from earlier worlds first.")
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

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintStream out = System.out;
    Path folder = Checkout.find(System.getenv()).root().resolve(".berth").resolve("world");
    WorldOptions ample = new WorldOptions(folder, scale, true, Optional.ofNullable(images));
    WorldOptions asked = vcpus == null ? ample : ample.withVcpus(vcpus);
    if (fresh) {
      new WorldFolder(folder).forget();
    }
    WorldOptions options = engine.of(asked, out);
    out.println("Starting Berth ...");
    try (World world = World.start(options)) {
      out.printf("%n  API          %s   (docs: %s/openapi.yml)%n", world.api(), world.api());
      out.printf(
          "  Temporal UI  %s%n",
          world
              .temporalUi()
              .map(Object::toString)
              .orElse("of your server " + world.temporalAddress()));
      out.printf("  Temporal     %s%n", world.temporalAddress());
      out.printf(
          "  PostgreSQL   %s   (user %s)%n",
          world.postgres().jdbcUrl("berth"), world.postgres().user());
      out.printf("  AWS          %s   (simulated, %s)%n", world.aws().endpoint(), options.pace());
      out.printf("  cores        http://{coreId}.us-east-1.localhost:%d%n", world.proxy().port());
      out.printf("  logs         %s%n", folder.resolve("processes"));
      out.printf(
          "%nTry, in another terminal:  ./berth deploy acme production --wait%nCtrl-C ends it.%n");
      Thread.currentThread().join();
      return 0;
    }
  }
}
