package dev.berth.local.matrix;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A core in this process: it needs its database to start, and answers to its key alone. */
final class ModelCore {
  private final long generation;
  private final String key;
  private final HttpServer server;

  private ModelCore(long generation, String key, HttpServer server) {
    this.generation = generation;
    this.key = key;
    this.server = server;
  }

  /** Fails when the port is taken or the database does not let it in, as the real one does. */
  static ModelCore start(String host, Map<String, String> told, Map<String, String> secret)
      throws IOException {
    reachDatabase(told, secret.get("databasePassword"));
    return start(
        host,
        Integer.parseInt(told.get("PORT")),
        Long.parseLong(told.get("GENERATION")),
        secret.get("apiKey"));
  }

  /** One without a database, whose key was told. */
  static ModelCore start(String host, Map<String, String> told) throws IOException {
    return start(host, Integer.parseInt(told.get("PORT")), 0, told.get("KEY"));
  }

  private static ModelCore start(String host, int port, long generation, String key)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    ModelCore core = new ModelCore(generation, key, server);
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
