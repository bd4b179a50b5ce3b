package dev.berth.simulator.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A core in this process: it answers to its key alone. It needs the database that it is given to
 * start; without one it starts as well, as the core itself does.
 */
final class InMemoryCore {
  private final long generation;
  private final String key;
  private final HttpServer server;

  private InMemoryCore(long generation, String key, HttpServer server) {
    this.generation = generation;
    this.key = key;
    this.server = server;
  }

  /** Fails when the port is taken or the database does not let it in, as the real one does. */
  static InMemoryCore start(String host, Map<String, String> told, Map<String, String> secret)
      throws IOException {
    if (told.containsKey("DATABASE_HOST")) {
      reachDatabase(told, secret.get("databasePassword"));
    }
    return start(
        host,
        Integer.parseInt(told.get("PORT")),
        Long.parseLong(told.get("GENERATION")),
        secret.get("apiKey"));
  }

  /** One without a database, whose key was told. */
  static InMemoryCore start(String host, Map<String, String> told) throws IOException {
    return start(host, Integer.parseInt(told.get("PORT")), 0, told.get("KEY"));
  }

  private static InMemoryCore start(String host, int port, long generation, String key)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    InMemoryCore core = new InMemoryCore(generation, key, server);
    server.createContext("/", core::answer);
    server.start();
    return core;
  }

  private static void reachDatabase(Map<String, String> told, String password) throws IOException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setServerNames(new String[] {told.get("DATABASE_HOST")});
    database.setPortNumbers(new int[] {Integer.parseInt(told.get("DATABASE_PORT"))});
    database.setDatabaseName(told.get("DATABASE"));
    try (Connection connection = database.getConnection(told.get("CORE"), password)) {
      connection.isValid(5);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The same core, stopped and started again. */
  InMemoryCore restarted() throws IOException {
    stop();
    InetSocketAddress address = server.getAddress();
    return start(address.getHostString(), address.getPort(), generation, key);
  }

  long generation() {
    return generation;
  }

  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean open =
          path.equals("/hello") || key.equals(exchange.getRequestHeaders().getFirst("api-key"));
      byte[] body =
          (open ? "{\"status\":\"OK\"}" : "Invalid API key").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(open ? 200 : 401, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
