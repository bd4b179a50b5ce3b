package dev.berth.starter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** The description of the API, as a starter serves it. */
record OpenApi(JsonNode root) {
  /** One operation. */
  record Operation(String path, String method, JsonNode description) {
    /** Whether it takes a body. */
    boolean hasBody() {
      return description.has("requestBody");
    }

    /** The schema of its body. */
    JsonNode body() {
      return description.at("/requestBody/content/application~1json/schema");
    }

    /** A path that leads to it. */
    String anyPath() {
      return path.replace("{verb}", "cancel").replaceAll("\\{\\w+}", "default");
    }

    /** Its parameters of a kind: {@code path}, {@code query} or {@code header}. */
    Stream<JsonNode> parameters(String in) {
      return stream(description.path("parameters")).filter(p -> p.get("in").asText().equals(in));
    }
  }

  static OpenApi of(TestStarter starter) throws Exception {
    Object yaml = new Yaml().load(starter.get("/openapi.yml").text());
    return new OpenApi(new ObjectMapper().valueToTree(yaml));
  }

  Stream<Operation> operations() {
    return root.get("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        operation ->
                            new Operation(
                                path.getKey(),
                                operation.getKey().toUpperCase(Locale.ROOT),
                                operation.getValue())));
  }

  /** The schema of a parameter. */
  JsonNode parameter(String operationId, String name) {
    return operations()
        .filter(o -> o.description().get("operationId").asText().equals(operationId))
        .flatMap(o -> stream(o.description().get("parameters")))
        .filter(p -> p.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .get("schema");
  }

  /** The schema of a field. */
  JsonNode field(String schema, String name) {
    return root.at("/components/schemas/%s/properties/%s".formatted(schema, name));
  }

  /** The schema that a reference leads to. */
  JsonNode resolve(JsonNode schema) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
