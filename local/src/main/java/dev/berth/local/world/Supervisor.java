package dev.berth.local.world;

import dev.berth.servers.process.ChildProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Starts the processes of a world again when they die. A process that dies too often is given up:
 * what ends it will not be cured by one more start.
 */
public final class Supervisor {
  /** So often within ten minutes a process is started again. */
  public static final int STARTS = 5;

  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(250);

  private record Part(String name, BooleanSupplier alive, Runnable start, Deque<Instant> starts) {
    /** At once, then after 1, 4, 16 and 64 s: a build may have taken its libraries away. */
    Instant next() {
      return starts.isEmpty()
          ? Instant.MIN
          : starts.getLast().plus(Duration.ofSeconds(1L << (2 * (starts.size() - 1))));
    }
  }

  private final World world;
  private final int most;
  private final Consumer<String> out;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Of a world that has started.
   *
   * @param most how often a process is started again within ten minutes
   * @param out told what died and what was started again
   */
  public Supervisor(World world, int most, Consumer<String> out) {
    this.world = world;
    this.most = most;
    this.out = out;
    add("PostgreSQL", world.postgres()::isAlive, world.postgres()::restart);
    world.temporal().ifPresent(server -> add("Temporal", server::isAlive, server::restart));
    // Not waited for: it answers when PostgreSQL and Temporal do, which may have died, too.
    add("starter", () -> world.starter().isAlive(), world::launchStarter);
    world.workers().keySet().forEach(this::addWorker);
  }

  private void addWorker(int number) {
    ChildProcess first = world.workers().get(number);
    add(first.name(), () -> world.workers().get(number).isAlive(), () -> world.startWorker(number));
  }

  private void add(String name, BooleanSupplier alive, Runnable start) {
    parts.add(new Part(name, alive, start, new ArrayDeque<>()));
  }

  /**
   * Looks after them until the world is closed, or until a process is given up.
   *
   * @return whether the world was closed
   */
  public boolean watch() throws InterruptedException {
    while (!world.isClosed()) {
      for (Part part : parts) {
        // Closing ends the processes, too: asked for first, it shows before they are seen dead.
        if (!part.alive().getAsBoolean()
            && !world.isClosed()
            && isDue(part)
            && !isRestarted(part)) {
          return false;
        }
      }
      Thread.sleep(LOOK);
    }
    return true;
  }

  /** The last start is not waited for: the part is given up then. */
  private boolean isDue(Part part) {
    return part.starts().size() == most || !Instant.now().isBefore(part.next());
  }

  private boolean isRestarted(Part part) {
    Instant now = Instant.now();
    part.starts().removeIf(start -> start.isBefore(now.minus(WITHIN)));
    if (part.starts().size() == most) {
      out.accept(
          "%s ended, after %d starts within %d minutes. Berth ends; ./berth logs has the reason."
              .formatted(part.name(), most, WITHIN.toMinutes()));
      return false;
    }
    part.starts().add(now);
    out.accept(
        "%s ended and is started again (%d of %d times within %d minutes)."
            .formatted(part.name(), part.starts().size(), most, WITHIN.toMinutes()));
    try {
      part.start().run();
    } catch (IllegalStateException e) {
      if (!world.isClosed()) {
        out.accept(e.getMessage());
      }
    }
    return true;
  }
}
