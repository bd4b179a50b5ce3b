package dev.berth.worker;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The real worker, started as its process starts it, asked for its health through HTTP. */
final class TestWorker implements AutoCloseable {
  private final ApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Completes when it polls, or with its refusal. */
  final CompletableFuture<Void> started;

  /** What {@code /health} says. */
  record Health(int status, String text) {}

  private TestWorker(Map<String, Object> settings) {
    context =
        Main.configure(
            ApplicationContext.builder()
                .environmentPropertySource(false)
                .properties(settings)
                .build());
    started = CompletableFuture.runAsync(context.getBean(Startup.class)::run);
  }

  /** A worker that begins to start, whose registry and Temporal are where these ports are. */
  static TestWorker start(String registry, int temporal) {
    return start(registry, temporal, Map.of());
  }

  /** The same, with other settings. */
  static TestWorker start(String registry, int temporal, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(TestSettings.good());
    all.put("berth.registry.url", registry);
    all.put(TestTemporal.TARGET, "127.0.0.1:" + temporal);
    all.putAll(settings);
    return new TestWorker(all);
  }

  Health health() {
    return health("/health");
  }

  boolean isAlive() {
    return health("/health/liveness").status() == 200;
  }

  private Health health(String path) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(context.getBean(EmbeddedServer.class).getURI().resolve(path))
                  .build(),
              BodyHandlers.ofString());
      return new Health(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A port on which no program listens. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
