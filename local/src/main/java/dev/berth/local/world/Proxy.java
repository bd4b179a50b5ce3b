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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

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
  private final Function<String, Optional<String>> addresses;

  private Proxy(HttpServer server, Function<String, Optional<String>> addresses) {
    this.server = server;
    this.addresses = addresses;
  }

  /** For this machine, with the registry's cores behind it. */
  static Proxy start(int port, Registry registry) {
    return start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), readyCores(registry));
  }

  /** What the registry says about the name in a core's URL. */
  static Function<String, Optional<String>> readyCores(Registry registry) {
    return name ->
        registry
            .cores()
            .find(name.split("\\.", 2)[0])
            .filter(core -> core.ready())
            .map(CoreRecord::address);
  }

  /**
   * Starts a proxy.
   *
   * @param at where it listens; port 0 for any that is free
   * @param addresses host and port of the server that is called by this name, a {@code Host} header
   */
  static Proxy start(InetSocketAddress at, Function<String, Optional<String>> addresses) {
    try {
      HttpServer server = HttpServer.create(at, 0);
      Proxy proxy = new Proxy(server, addresses);
      server.createContext("/", proxy::handle);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new IllegalStateException(
          "the proxy could not listen on port " + at.getPort() + ": " + e.getMessage(), e);
    }
  }

  /** The port that all cores share. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      Optional<String> address = addresses.apply(host);
      if (address.isEmpty()) {
        answer(
            exchange,
            404,
            ("no core is registered under " + host + "\n").getBytes(StandardCharsets.UTF_8));
        return;
      }
      forward(exchange, address.get());
    }
  }

  private void forward(HttpExchange exchange, String address) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + pathAndQuery(exchange)))
            .timeout(Duration.ofSeconds(30))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    forwarded(exchange.getRequestHeaders())
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      exchange.getResponseHeaders().putAll(forwarded(response.headers().map()));
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

  /** Without the scheme and the host that a client sends to a proxy that it knows to be one. */
  private static String pathAndQuery(HttpExchange exchange) {
    URI asked = exchange.getRequestURI();
    return asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
  }

  private static Map<String, List<String>> forwarded(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .filter(header -> !NOT_FORWARDED.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
