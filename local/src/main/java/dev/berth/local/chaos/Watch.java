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
 * was killed or stood still, and how long it took until the same was attempted again.
 */
final class Watch implements AutoCloseable {
  /** What happened to a worker. */
  enum Blow {
    KILLED,
    STALLED
  }

  /**
   * An activity that was in flight when its worker was struck, and was attempted again.
   *
   * @param waits whether it is a wait, not a call
   * @param added from the blow to the next attempt
   * @param alone whether nothing else was away meanwhile: no server, no other worker
   */
  record Recovery(String activity, boolean waits, Blow blow, Duration added, boolean alone) {}

  private record Lost(Sighting sighting, Blow blow, long atNanos) {}

  private final Map<Sighting.Key, Sighting> inFlight = new HashMap<>();
  private final Map<Sighting.Key, Lost> lost = new HashMap<>();
  private final List<Recovery> recoveries = new ArrayList<>();
  private final Absences absences = new Absences();
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
    return "/%d/%s/%s/%s/%s/%s"
        .formatted(
            sighting.pid(),
            sighting.moment(),
            sighting.runId(),
            sighting.activityId(),
            sighting.activity(),
            sighting.waits());
  }

  private static Sighting sighting(String query) {
    String[] parts = query.split("/", -1);
    return new Sighting(
        Long.parseLong(parts[1]),
        Moment.valueOf(parts[2]),
        parts[3],
        parts[4],
        parts[5],
        Boolean.parseBoolean(parts[6]));
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
          // As it was kept: another worker's attempt at the same may have begun meanwhile.
          inFlight.remove(sighting.key(), sighting.start());
        }
      }
    }
    return dies;
  }

  private Recovery recovery(Lost lost) {
    long now = System.nanoTime();
    return new Recovery(
        lost.sighting().activity(),
        lost.sighting().waits(),
        lost.blow(),
        Duration.ofNanos(now - lost.atNanos()),
        absences.noneBut(lost.sighting().pid(), lost.atNanos(), now));
  }

  /** The worker of this process was struck: nothing is heard of what it had in flight. */
  synchronized void struck(long pid, Blow blow) {
    long now = System.nanoTime();
    inFlight.values().stream()
        .filter(sighting -> sighting.pid() == pid)
        .forEach(sighting -> lost.put(sighting.key(), new Lost(sighting, blow, now)));
    if (blow == Blow.KILLED) {
      inFlight.values().removeIf(sighting -> sighting.pid() == pid);
    }
  }

  /**
   * Runs what takes a server or a worker away and brings it back.
   *
   * @param pid of the worker; 0 for a server
   */
  void away(long pid, Runnable absence) {
    absences.during(pid, absence);
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
