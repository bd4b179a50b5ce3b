package dev.berth.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parameter Store as the AWS SDK meets it, for all tests of this module. The SDK is led here by its
 * own settings, so the starter is as it is in production.
 */
public final class TestParameterStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Parameter> PARAMETERS = new ConcurrentHashMap<>();

  private record Parameter(int status, String body) {}

  static {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", TestParameterStore::answer);
      server.start();
      System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
      System.setProperty("aws.accessKeyId", "test");
      System.setProperty("aws.secretAccessKey", "test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestParameterStore() {}

  /** Keeps a SecureString. */
  public static void put(String name, String value) {
    PARAMETERS.put(
        name,
        new Parameter(
            200,
            JSON.createObjectNode()
                .set(
                    "Parameter",
                    JSON.createObjectNode()
                        .put("Name", name)
                        .put("Type", "SecureString")
                        .put("Value", value))
                .toString()));
  }

  /** Refuses to tell a name, as AWS does. */
  static void refuse(String name, int status, String code) {
    PARAMETERS.put(
        name,
        new Parameter(
            status, JSON.createObjectNode().put("__type", code).put("message", "no").toString()));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      boolean readable =
          "AmazonSSM.GetParameter".equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
              && request.path("WithDecryption").asBoolean();
      Parameter parameter =
          PARAMETERS.getOrDefault(
              readable ? request.path("Name").asText() : "",
              new Parameter(400, "{\"__type\":\"ParameterNotFound\"}"));
      byte[] body = parameter.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(parameter.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
