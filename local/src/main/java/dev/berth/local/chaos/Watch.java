package dev.berth.local.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.local.chaos.Sighting.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Hears of every attempt at an activity from all workers, and so knows what was in flight when one
 * was killed and how long it took until the same was attempted again.
 */
final class Watch implements AutoCloseable {
  /**
   * What may pass beside the time until Temporal misses an attempt: the sticky timeout of the run's
   * dead worker, and 2 s for the retry to be polled.
   */
  private static final Duration AROUND = Duration.ofSeconds(4);

  /** The bound of what heartbeats; those that do not are noticed by their own limit, much later. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(3).plus(AROUND);

  /**
   * An activity that was in flight when its worker was killed, and was attempted again.
   *
   * @param added from the kill to the next attempt
   * @param bound what that may take
   */
  record Recovery(String activity, Duration added, Duration bound) {}

  private record Lost(Sighting sighting, long atNanos) {}

  private final Map<Sighting.Key, Sighting> inFlight = new HashMap<>();
  private final Map<Sighting.Key, Lost> lost = new HashMap<>();
  private final List<Recovery> recoveries = new ArrayList<>();
  private final Predicate<Sighting> deadly;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /**
   * @param deadly asked at every sighting, one at a time: whether the worker is to be killed there
   */
  Watch(Predicate<Sighting> deadly) {
    this.deadly = deadly;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A sighting as the path of a request; ids of runs and activities need no escapes. */
  static String query(Sighting sighting) {
    return "/%d/%s/%s/%s/%s/%d"
        .formatted(
            sighting.pid(),
            sighting.moment(),
            sighting.runId(),
            sighting.activityId(),
            sighting.activity(),
            sighting.missed().toMillis());
  }

  private static Sighting sighting(String query) {
    String[] parts = query.split("/", -1);
    return new Sighting(
        Long.parseLong(parts[1]),
        Moment.valueOf(parts[2]),
        parts[3],
        parts[4],
        parts[5],
        Duration.ofMillis(Long.parseLong(parts[6])));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String word = hear(sighting(exchange.getRequestURI().getPath())) ? Telling.DIE : "go";
      byte[] body = word.getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized boolean hear(Sighting sighting) {
    boolean dies = deadly.test(sighting);
    switch (sighting.moment()) {
      case START -> {
        Lost before = lost.remove(sighting.key());
        if (before != null) {
          recoveries.add(recovery(before));
        }
        inFlight.put(sighting.key(), sighting);
      }
      case END -> {
        if (!dies) {
          inFlight.remove(sighting.key(), started(sighting));
        }
      }
    }
    return dies;
  }

  /** As it was kept: another worker's attempt at the same may have begun meanwhile. */
  private static Sighting started(Sighting end) {
    return new Sighting(
        end.pid(), Moment.START, end.runId(), end.activityId(), end.activity(), end.missed());
  }

  private static Recovery recovery(Lost lost) {
    return new Recovery(
        lost.sighting().activity(),
        Duration.ofNanos(System.nanoTime() - lost.atNanos()),
        lost.sighting().missed().plus(AROUND));
  }

  /** The worker of this process is dead: what it had in flight is lost. */
  synchronized void killed(long pid) {
    long now = System.nanoTime();
    inFlight.values().stream()
        .filter(sighting -> sighting.pid() == pid)
        .forEach(sighting -> lost.put(sighting.key(), new Lost(sighting, now)));
    inFlight.values().removeIf(sighting -> sighting.pid() == pid);
  }

  /** What was attempted again so far. */
  synchronized List<Recovery> recoveries() {
    return List.copyOf(recoveries);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
