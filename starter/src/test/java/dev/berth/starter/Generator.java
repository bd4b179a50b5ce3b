package dev.berth.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes requests of the description of the API: right ones, and wrong ones. */
final class Generator {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What fits nowhere, or only in some places. */
  private static final List<String> ODD =
      List.of(
          "x",
          "A",
          "0",
          "-1",
          "9".repeat(30),
          "a".repeat(300),
          "ä",
          "\u0000",
          "a\nb",
          " ",
          "../x",
          "a/b",
          "a;b",
          "a%2Fb",
          "'; --",
          "{}",
          "null",
          "true",
          "\ud83d\ude00",
          "+",
          "1e9");

  private static final List<String> BODIES =
      List.of("", "null", "[]", "{", "\"x\"", "7", "{} {}", "{\"a\": 1, \"a\": 2}", "\u0000");

  private final Random random;
  private final OpenApi api;
  private final List<OpenApi.Operation> operations;
  private final Map<String, List<String>> samples;

  /**
   * One request.
   *
   * @param headers names and values, one after the other
   * @param body null for none
   */
  record Request(OpenApi.Operation operation, String path, List<String> headers, String body) {
    @Override
    public String toString() {
      return "%s %s %s %s".formatted(operation.method(), path, headers, body);
    }
  }

  /**
   * Makes the same requests for the same seed.
   *
   * @param samples right values of parameters and fields that the description gives a form
   */
  Generator(long seed, OpenApi api, Map<String, List<String>> samples) {
    this.random = new Random(seed);
    this.api = api;
    this.operations = api.operations().toList();
    this.samples = samples;
  }

  Request next() {
    OpenApi.Operation operation = pick(operations);
    StringBuilder path = new StringBuilder(operation.path());
    operation.parameters("path").forEach(p -> fill(path, name(p), text(name(p), p.get("schema"))));
    String separator = "?";
    for (JsonNode parameter : operation.parameters("query").toList()) {
      if (random.nextInt(3) == 0) {
        String value = encode(text(name(parameter), parameter.get("schema")));
        path.append(separator).append(name(parameter)).append('=').append(value);
        separator = "&";
      }
    }
    if (random.nextInt(30) == 0) {
      path.append(separator).append("odd=1");
    }
    String type = random.nextInt(30) == 0 ? "text/plain" : "application/json";
    return operation.hasBody() && random.nextInt(6) > 0
        ? new Request(operation, path.toString(), List.of("Content-Type", type), body(operation))
        : new Request(operation, path.toString(), List.of(), null);
  }

  private String body(OpenApi.Operation operation) {
    if (random.nextInt(8) == 0) {
      return pick(BODIES);
    }
    ObjectNode body = JSON.createObjectNode();
    api.resolve(operation.body())
        .get("properties")
        .properties()
        .forEach(
            field -> {
              if (random.nextBoolean()) {
                body.set(field.getKey(), value(field.getKey(), field.getValue()));
              }
            });
    if (random.nextInt(20) == 0) {
      body.put("odd", 1);
    }
    return body.toString();
  }

  private JsonNode value(String name, JsonNode schema) {
    if (random.nextInt(6) == 0) {
      return JSON.valueToTree(pick(List.of(1, 1.5, true, "x", List.of(), Map.of(), -1)));
    }
    return switch (schema.get("type").asText()) {
      case "integer" -> JSON.valueToTree(random.nextInt(4));
      case "boolean" -> JSON.valueToTree(random.nextBoolean());
      case "array" -> JSON.createArrayNode().add(value(name, schema.get("items")));
      default -> JSON.valueToTree(text(name, schema));
    };
  }

  private String text(String name, JsonNode schema) {
    if (random.nextInt(5) == 0) {
      return pick(ODD);
    }
    if (schema.has("enum")) {
      String word = pick(OpenApi.stream(schema.get("enum")).toList()).asText();
      return word.equals("null") ? pick(ODD) : word;
    }
    return schema.path("type").asText().equals("integer")
        ? String.valueOf(random.nextInt(200))
        : pick(samples.getOrDefault(name, ODD));
  }

  private static void fill(StringBuilder path, String name, String value) {
    int at = path.indexOf("{" + name + "}");
    path.replace(at, at + name.length() + 2, encode(value));
  }

  private static String name(JsonNode parameter) {
    return parameter.get("name").asText();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  private <T> T pick(List<T> among) {
    return among.get(random.nextInt(among.size()));
  }
}
