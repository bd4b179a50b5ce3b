package dev.berth.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.berth.simulator.account.AccountSnapshot;
import dev.berth.simulator.account.Keys;
import dev.berth.simulator.fault.Fault;
import dev.berth.simulator.fault.Faults;
import dev.berth.simulator.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What AWS does not have: {@code /_simulator/faults} (GET lists, POST adds one, DELETE ends all)
 * and {@code /_simulator/snapshot} (GET), for callers with the operator's session token; and {@code
 * /_simulator/health}, for all.
 */
final class ControlPath implements HttpHandler {

  static final String PREFIX = "/_simulator/";

  private static final String HEALTH = "GET /_simulator/health";
  private static final String NEEDS_TOKEN =
      "This needs the operator's session token: curl --header @FILE, where FILE is \"header\" in"
          + " the folder of the account.";

  private final Faults faults;
  private final Keys keys;
  private final Supplier<AccountSnapshot> snapshot;

  ControlPath(Faults faults, Keys keys, Supplier<AccountSnapshot> snapshot) {
    this.faults = faults;
    this.keys = keys;
    this.snapshot = snapshot;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      if (!request.equals(HEALTH) && !isOperators(exchange)) {
        send(exchange, 403, bytes(NEEDS_TOKEN));
        return;
      }
      switch (request) {
        case HEALTH -> send(exchange, 200, bytes("It answers."));
        case "GET /_simulator/snapshot" -> send(exchange, 200, bytes(snapshot.get()));
        case "GET /_simulator/faults" -> send(exchange, 200, active());
        case "DELETE /_simulator/faults" -> {
          faults.clear();
          send(exchange, 200, active());
        }
        case "POST /_simulator/faults" -> add(exchange, body);
        default -> send(exchange, 404, bytes("There is nothing here."));
      }
    }
  }

  private boolean isOperators(HttpExchange exchange) {
    String token = exchange.getRequestHeaders().getFirst("X-Amz-Security-Token");
    return token != null && keys.prove(Keys.OPERATOR, token);
  }

  private void add(HttpExchange exchange, byte[] body) throws IOException {
    try {
      faults.add(Json.MAPPER.readValue(body, Fault.class));
      send(exchange, 200, active());
    } catch (JsonProcessingException notAFault) {
      send(exchange, 400, bytes(notAFault.getOriginalMessage()));
    }
  }

  private byte[] active() throws JsonProcessingException {
    return Json.MAPPER
        .writerFor(new TypeReference<List<Fault>>() {})
        .writeValueAsBytes(faults.active());
  }

  private static byte[] bytes(Object json) throws JsonProcessingException {
    return Json.MAPPER.writeValueAsBytes(json);
  }

  private static void send(HttpExchange exchange, int status, byte[] json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
  }
}
