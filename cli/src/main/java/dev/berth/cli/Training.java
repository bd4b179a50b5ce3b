package dev.berth.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs commands against answers of its own, so that a cache of classes has all that they need. Only
 * the launcher runs it, when it has built.
 */
final class Training {
  private static final String OPERATION =
      """
      {"id": "o", "kind": "deploy-core", "customer": "a", "environment": "b", "region": "us-east-1", "state": "held",
       "reason": "denied", "startedAt": "2026-12-01T08:00:00Z", "finishedAt": "2026-12-01T08:00:01Z",
       "temporal": {"workflowId": "core/a/b", "runId": "o", "ui": "http://127.0.0.1/"},
       "progress": {"workerAnswers": true, "step": "host", "index": 5, "of": 8, "finished": []},
       "receipt": {"steps": [{"step": "place", "millis": 1}], "undone": [], "left": []}}""";

  private static final String CORE =
      """
      {"id": "c1", "customer": "a", "environment": "b", "state": "ready", "generation": 1, "plan": "packed",
       "region": "us-east-1", "url": "http://127.0.0.1/", "hostId": "h1", "slot": 0}""";

  private static final List<String> COMMANDS =
      List.of(
          "list",
          "operations",
          "hosts",
          "show a b",
          "why a b",
          "deploy a b",
          "events",
          "help",
          "lst");

  private Training() {}

  /** Ends with 0 even when a command does not: a cache that lacks something is only slower. */
  public static void main(String[] ignored) throws IOException {
    HttpServer berth =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    berth.createContext("/", Training::answer);
    berth.start();
    String url = "http://127.0.0.1:" + berth.getAddress().getPort();
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    for (String command : COMMANDS) {
      for (boolean terminal : List.of(false, true)) {
        int _ = Main.run(nowhere, nowhere, terminal, (command + " --url " + url).split(" "));
      }
    }
    System.exit(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String answer(String path) {
    return switch (path) {
      case "/v1/cores" -> "{\"cores\": [%s]}".formatted(CORE);
      case "/v1/operations" -> "{\"operations\": [%s]}".formatted(OPERATION);
      case "/v1/operations/o/why" ->
          "{\"why\": \"x\", \"operationId\": \"o\", \"state\": \"held\", \"alsoWaiting\": [], \"verbs\": [\"cancel\"]}";
      case "/v1/hosts" ->
          """
          {"hosts": [{"id": "h1", "region": "us-east-1", "plan": "packed", "state": "ready", "instanceNumber": 1,
            "createdAt": "2026-12-01T08:00:00Z", "slots": [{"slot": 0, "state": "held", "customer": "a",
              "environment": "b"}]}]}""";
      case "/v1/events" ->
          """
          {"events": [{"position": 1, "subject": "core/c1", "sequence": 1, "type": "core.placed", "version": 1,
            "actor": "a", "after": {"state": "ready"}, "at": "2026-12-01T08:00:00Z"}], "next": 1}""";
      default -> "{\"core\": %s, \"operation\": %s}".formatted(CORE, OPERATION);
    };
  }
}
