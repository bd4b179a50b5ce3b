package dev.berth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A starter that says what it was told to say, in that order; the last word is repeated. */
final class FakeStarter implements AutoCloseable {
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> queries = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private HttpServer server;
  private int port;

  private record Answer(int status, String body, Runnable before) {}

  FakeStarter() {
    start();
  }

  /** Answers {@code request}, a method and a path, so, whatever its query is. */
  FakeStarter on(String request, int status, String body) {
    return on(request, status, body, () -> {});
  }

  /** Does something first. */
  FakeStarter on(String request, int status, String body, Runnable before) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(new Answer(status, body, before));
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** What was sent. */
  List<String> bodies() {
    return bodies;
  }

  /** Methods and paths. */
  List<String> requests() {
    return requests;
  }

  /** What was asked for beside the path. */
  List<String> queries() {
    return queries;
  }

  /** What the last request showed as its API key; null when it showed none. */
  String lastKey() {
    return keys.getLast();
  }

  void start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      port = server.getAddress().getPort();
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
      queries.add(exchange.getRequestURI().getRawQuery());
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      requests.add(request);
      Deque<Answer> queue = answers.getOrDefault(request, new ArrayDeque<>());
      Answer answer = queue.size() > 1 ? queue.poll() : queue.peek();
      if (answer == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      answer.before().run();
      byte[] body = answer.body().getBytes(UTF_8);
      boolean problem = answer.body().stripLeading().startsWith("{\"type\"");
      exchange
          .getResponseHeaders()
          .set("Content-Type", problem ? "application/problem+json" : "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
