package dev.berth.simulator.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;

/** The core's HTTP interface. */
final class CoreEndpoint {

  /** As many request threads as the real core has. */
  private static final int THREADS = 10;

  private final Storage storage;
  private final List<String> apiKeys;
  private final HelloBucket bucket = new HelloBucket(System::nanoTime);

  private CoreEndpoint(Storage storage, List<String> apiKeys) {
    this.storage = storage;
    this.apiKeys = apiKeys;
  }

  /** Opens the port; false answers are never given: a taken port ends the start. */
  static HttpServer open(Configuration configuration, Storage storage) throws IOException {
    CoreEndpoint endpoint = new CoreEndpoint(storage, configuration.apiKeys());
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(configuration.host(), configuration.port()), 0);
      server.setExecutor(Executors.newFixedThreadPool(THREADS));
      server.createContext("/", endpoint::handle);
      server.start();
      return server;
    } catch (BindException taken) {
      throw new CannotStart(
          "Error while starting the server: another core is already running on the same port");
    }
  }

  private record Answer(int status, String type, String body) {
    static Answer text(int status, String body) {
      return new Answer(status, "text/html", body);
    }

    static Answer json(String body) {
      return new Answer(200, "application/json", body);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = (answer.body() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=UTF-8");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/appid-")) {
      return Answer.text(400, "AppId or tenantId not found => " + path.split("/", -1)[1]);
    }
    try {
      return switch (exchange.getRequestMethod() + " " + path) {
        case "GET /", "GET /hello" -> hello();
        case "GET /apiversion" ->
            accepts(exchange) ? Answer.json("{\"versions\":[\"5.1\",\"5.2\"]}") : wrongKey();
        case "GET /users/count" ->
            accepts(exchange)
                ? Answer.json("{\"status\":\"OK\",\"count\":" + storage.users() + "}")
                : wrongKey();
        default -> Answer.text(404, "Not found");
      };
    } catch (SQLException failure) {
      return Answer.text(500, "Internal Error: " + failure.getMessage());
    }
  }

  private Answer hello() throws SQLException {
    if (bucket.take()) {
      storage.read();
    }
    return Answer.text(200, "Hello");
  }

  private boolean accepts(HttpExchange exchange) {
    String key = exchange.getRequestHeaders().getFirst("api-key");
    return apiKeys.isEmpty() || (key != null && apiKeys.contains(key));
  }

  private static Answer wrongKey() {
    return Answer.text(401, "Invalid API key");
  }
}
