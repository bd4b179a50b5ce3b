package dev.berth.local.chaos;

import dev.berth.client.BerthClient;
import dev.berth.client.api.OperationView;
import dev.berth.local.chaos.Customers.Story;
import dev.berth.local.world.World;
import dev.berth.local.world.WorldFolder;
import dev.berth.local.world.WorldOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** One schedule, from an empty world to the count. */
final class Wave {
  private static final int WORKERS = 2;
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A refused permission waits for its operator, an agent that never comes for its replacement. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Hosts that no core needs any more are taken back. */
  private static final Duration REST = Duration.ofMinutes(3);

  private final Path folder;
  private final double scale;
  private final Schedule schedule;
  private final Picture picture;

  Wave(Path folder, double scale, Schedule schedule, Picture picture) {
    this.folder = folder;
    this.scale = scale;
    this.schedule = schedule;
    this.picture = picture;
  }

  Figures run() {
    forget();
    Strikes strikes = new Strikes(schedule.strikes(), picture);
    try (Watch watch = new Watch(strikes::deadly);
        World world = World.start(options(folder, scale, watch))) {
      schedule.faults().forEach(world.aws().faults()::add);
      strikes.aim(world, watch);
      return run(world, watch, strikes);
    }
  }

  private Figures run(World world, Watch watch, Strikes strikes) {
    BerthClient client = world.client("chaos");
    picture.line(
        "  API %s   Temporal UI %s"
            .formatted(
                world.api(), world.temporalUi().map(URI::toString).orElse("of your server")));
    Collection<Story> stories;
    List<String> problems = new ArrayList<>();
    try (strikes;
        Customers customers = new Customers(client);
        Operator operator = new Operator(client, picture)) {
      schedule.requests().forEach(customers::begin);
      await(PATIENCE, customers, operator, () -> areOver(customers));
      picture.say("nobody waits any more; what is dead comes back, and AWS behaves");
      strikes.close(); // whatever is dead is back, before anything is counted
      world.aws().faults().clear();
      await(REST, customers, operator, () -> areOver(customers) && isAtRest(world, operator));
      picture.say("nothing is in motion any more");
      stories = customers.stories().values();
      problems.addAll(strikes.troubles());
      problems.addAll(operator.open());
      Count count = Count.of(world, new WorldFolder(folder).path().resolve("aws"), client);
      return Figures.of(
          schedule, stories, operator.held().size(), count, strikes, watch.recoveries(), problems);
    }
  }

  private void forget() {
    try {
      new WorldFolder(folder).forget();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A world whose workers tell, and are killed where it was drawn. */
  static WorldOptions options(Path folder, double scale, Watch watch) {
    Map<String, String> environment =
        Map.of(
            ChaosWorker.WATCH, watch.address().toString(),
            ChaosWorker.SCALE, Double.toString(scale));
    return WorldOptions.of(folder, scale)
        .withWorkers(
            new WorldOptions.Workers(
                WORKERS,
                List.of("worker", "local", "servers"),
                ChaosWorker.class.getName(),
                environment));
  }

  private static boolean areOver(Customers customers) {
    return customers.stories().values().stream().allMatch(Story::over);
  }

  private static boolean isAtRest(World world, Operator operator) {
    return operator.open().isEmpty() && world.leftovers().found().isEmpty();
  }

  private void await(
      Duration patience, Customers customers, Operator operator, BooleanSupplier done) {
    Instant deadline = Instant.now().plus(patience);
    while (!answers(done) && Instant.now().isBefore(deadline)) {
      picture.show(standing(customers.stories().values(), operator.held().size()));
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** No, while a server or worker is away. */
  private static boolean answers(BooleanSupplier question) {
    try {
      return question.getAsBoolean();
    } catch (RuntimeException away) {
      return false;
    }
  }

  private static String standing(Collection<Story> stories, int held) {
    Map<String, Long> states =
        stories.stream()
            .filter(Story::accepted)
            .map(Story::operation)
            .filter(OperationView::ended)
            .collect(Collectors.groupingBy(OperationView::state, Collectors.counting()));
    long accepted = stories.stream().filter(Story::accepted).count();
    return "requests %d   accepted %d   ended %s   held so far %d"
        .formatted(stories.size(), accepted, states, held);
  }
}
