package dev.berth.local.chaos;

import dev.berth.local.chaos.Schedule.Strike;
import dev.berth.local.chaos.Schedule.Target;
import dev.berth.local.chaos.Watch.Blow;
import dev.berth.local.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Carries out a schedule's strikes, each when its moment has come. */
final class Strikes implements AutoCloseable {
  /** How long what was killed stays dead. */
  private static final Duration DEAD = Duration.ofSeconds(1);

  /** Four heartbeat timeouts; as long as clients of AWS and PostgreSQL wait for an answer. */
  private static final Duration STALL = Duration.ofSeconds(20);

  private static final Duration END = Duration.ofMinutes(2);

  private final List<Strike> waiting;
  private final Picture picture;
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<Target, Integer> deaths = new EnumMap<>(Target.class);

  /** Servers one after the other, so that each comes back; a worker at once. */
  private final ExecutorService servers = Executors.newSingleThreadExecutor();

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> troubles = new ArrayList<>();
  private World world;
  private Watch watch;
  private boolean over;

  Strikes(List<Strike> strikes, Picture picture) {
    this.waiting = new ArrayList<>(strikes);
    this.picture = picture;
  }

  /** From now on there is something to strike. */
  synchronized void aim(World at, Watch with) {
    world = at;
    watch = with;
  }

  /** Counts a sighting; true when its worker is killed right there. */
  synchronized boolean deadly(Sighting sighting) {
    if (world == null || over) {
      return false;
    }
    int ofType = count(sighting.moment() + " " + sighting.activity());
    int ofAll = count(sighting.moment() + " " + Strike.ANY);
    List<Strike> due =
        waiting.stream()
            .filter(s -> s.moment() == sighting.moment())
            .filter(
                s ->
                    s.activity().equals(Strike.ANY)
                        ? s.nth() == ofAll
                        : s.activity().equals(sighting.activity()) && s.nth() == ofType)
            .toList();
    waiting.removeAll(due);
    due.forEach(strike -> carryOut(strike, sighting.pid()));
    return due.stream().anyMatch(strike -> strike.target() == Target.WORKER);
  }

  private int count(String what) {
    return seen.merge(what, 1, Integer::sum);
  }

  private void carryOut(Strike strike, long pid) {
    switch (strike.target()) {
      case WORKER -> workers.execute(() -> replaceWorker(strike, pid));
      case STALLED_WORKER -> workers.execute(() -> stallWorker(strike, pid));
      case STARTER, POSTGRES, TEMPORAL -> servers.execute(() -> attempt(strike));
    }
  }

  private void attempt(Strike strike) {
    try {
      if (strike.target() == Target.STARTER) {
        restart(strike); // it has no part in activities
      } else {
        watch.away(0, () -> restart(strike));
      }
    } catch (RuntimeException e) {
      synchronized (this) {
        troubles.add("%s did not come back: %s".formatted(strike.target(), e.getMessage()));
      }
    }
  }

  private void replaceWorker(Strike strike, long pid) {
    OptionalInt number = world.worker(pid);
    if (number.isPresent()) { // else another strike was faster
      watch.away(
          pid,
          () -> {
            world.killWorker(number.getAsInt());
            watch.struck(pid, Blow.KILLED);
            died(strike);
            pause(DEAD);
            world.startWorker(number.getAsInt());
          });
    }
  }

  /** It stands still, and then goes on with what has been attempted elsewhere meanwhile. */
  private void stallWorker(Strike strike, long pid) {
    OptionalInt number = world.worker(pid);
    if (number.isPresent()) {
      watch.away(
          pid,
          () -> {
            world.signalWorker(number.getAsInt(), "STOP");
            watch.struck(pid, Blow.STALLED);
            died(strike);
            pause(STALL);
            world.signalWorker(number.getAsInt(), "CONT");
          });
      picture.say("%s goes on".formatted(strike.target()));
    }
  }

  private void restart(Strike strike) {
    switch (strike.target()) {
      case STARTER -> {
        world.killStarter();
        died(strike);
        pause(DEAD);
        world.startStarter();
      }
      case POSTGRES -> {
        world.postgres().kill();
        died(strike);
        pause(DEAD);
        world.postgres().restart();
      }
      case TEMPORAL -> {
        if (world.temporal().isPresent()) { // else it is not ours to kill
          world.temporal().get().kill();
          died(strike);
          pause(DEAD);
          world.temporal().get().restart();
        }
      }
      case WORKER, STALLED_WORKER ->
          throw new IllegalStateException("workers are killed where they are");
    }
    picture.say("%s is back".formatted(strike.target()));
  }

  private synchronized void died(Strike strike) {
    deaths.merge(strike.target(), 1, Integer::sum);
    picture.say(strike.toString());
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many of each died. */
  synchronized Map<Target, Integer> deaths() {
    return Map.copyOf(deaths);
  }

  /** What was killed and could not be started again. */
  synchronized List<String> troubles() {
    return List.copyOf(troubles);
  }

  /** Strikes whose moment never came. */
  synchronized List<Strike> missed() {
    return List.copyOf(waiting);
  }

  /** No more strikes; returns when all that was killed runs again. */
  @Override
  public void close() {
    synchronized (this) {
      over = true;
    }
    for (ExecutorService executor : List.of(workers, servers)) {
      executor.shutdown();
      try {
        executor.awaitTermination(END.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
