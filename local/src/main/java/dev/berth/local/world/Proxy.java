package dev.berth.local.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.registry.Registry;
import dev.berth.registry.core.CoreRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Makes the cores' URLs answer: {@code http://{coreId}.{region}.localhost:{port}} goes to the
 * address that the registry says, as DNS and a load balancer do it on AWS.
 */
public final class Proxy implements AutoCloseable {
  /** Set by the HTTP client itself, or meant for one hop only. */
  private static final Set<String> NOT_FORWARDED =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final HttpServer server;
  private final Registry registry;

  private Proxy(HttpServer server, Registry registry) {
    this.server = server;
    this.registry = registry;
  }

  static Proxy start(int port, Registry registry) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      Proxy proxy = new Proxy(server, registry);
      server.createContext("/", proxy::handle);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new IllegalStateException(
          "the proxy could not listen on port " + port + ": " + e.getMessage(), e);
    }
  }

  /** The port that all cores share. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      String coreId = host.split("\\.", 2)[0];
      Optional<CoreRecord> core =
          registry.cores().find(coreId).filter(c -> c.state().equals("ready"));
      if (core.isEmpty()) {
        answer(
            exchange,
            404,
            ("no core is registered under " + host + "\n").getBytes(StandardCharsets.UTF_8));
        return;
      }
      forward(exchange, core.get().address());
    }
  }

  private void forward(HttpExchange exchange, String address) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + exchange.getRequestURI()))
            .timeout(Duration.ofSeconds(30))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .firstValue("content-type")
          .ifPresent(t -> exchange.getResponseHeaders().set("Content-Type", t));
      answer(exchange, response.statusCode(), response.body());
    } catch (IOException e) {
      answer(
          exchange,
          502,
          ("the core at " + address + " does not answer\n").getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
