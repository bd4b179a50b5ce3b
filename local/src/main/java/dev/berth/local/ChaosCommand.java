package dev.berth.local;

import dev.berth.cli.Terminal;
import dev.berth.local.chaos.Chaos;
import dev.berth.servers.process.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills everything, and counts. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Deploys many cores in worlds of its own while workers, the starter, PostgreSQL and Temporal are killed and AWS throttles,",
      "loses answers, runs dry and starts hosts that never come up. Then counts. Ends with 0 when every request ended ready or",
      "unwound, and nothing was made twice or left over."
    })
final class ChaosCommand implements Callable<Integer> {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Repeats the schedule of an earlier run. Default: any; it is printed.")
  private Long seed;

  @Option(
      names = "--deployments",
      paramLabel = "N",
      description =
          "How many in all, in waves of at most 30, each in a fresh world. Default: 30, or as many as --minutes allow.")
  private Integer deployments;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Begin no wave after so many minutes. Default: no limit.")
  private Long minutes;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many times faster than real AWS. Default: ${DEFAULT-VALUE}.")
  private double scale;

  @Override
  public Integer call() {
    Path folder = Checkout.find(System.getenv()).root().resolve(".berth").resolve("chaos");
    Chaos chaos =
        new Chaos(
            new Chaos.Options(
                folder,
                seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
                deployments == null ? OptionalInt.empty() : OptionalInt.of(deployments),
                Optional.ofNullable(minutes).map(Duration::ofMinutes),
                scale),
            System.out,
            Terminal.present());
    return chaos.run().isEmpty() ? 0 : 1;
  }
}
