package dev.berth.simulator.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A service whose operations come in a header: JSON in, JSON out.
 *
 * @param <R> what it knows of a region, whose monitor is held during an operation
 */
public abstract class JsonService<R> implements Service {

  private final String target;
  private final Function<String, R> regions;
  private final Map<String, JsonOperation<R>> operations;

  /** Its operations, which are called {@code target.name}, on regions found by their names. */
  protected JsonService(
      String target, Function<String, R> regions, Map<String, JsonOperation<R>> operations) {
    this.target = target + ".";
    this.regions = regions;
    this.operations = operations;
  }

  @Override
  public Call read(String caller, String region, Headers headers, String body) {
    String operation =
        Optional.ofNullable(headers.getFirst("X-Amz-Target"))
            .filter(name -> name.startsWith(target))
            .map(name -> name.substring(target.length()))
            .orElseThrow(JsonService::unknown);
    try {
      JsonNode json = Json.MAPPER.readTree(body);
      Set<String> mentions = new HashSet<>();
      json.forEach(
          field -> {
            mentions.add(field.asText());
            field.forEach(entry -> mentions.add(entry.asText()));
          });
      return new Call(caller, region, operation, mentions, new Form(Map.of()), json);
    } catch (JsonProcessingException notJson) {
      throw AwsError.refused("SerializationException", "The request is not JSON.");
    }
  }

  @Override
  public String answer(Call call) {
    JsonOperation<R> operation = operations.get(call.operation());
    if (operation == null) {
      throw unknown();
    }
    R region = regions.apply(call.region());
    try {
      synchronized (region) {
        return Json.MAPPER.writeValueAsString(operation.answer(region, call.json()));
      }
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static AwsError unknown() {
    return AwsError.refused("UnknownOperationException", "The operation is not known.");
  }

  @Override
  public String refusal(AwsError error, String requestId) {
    return Json.MAPPER
        .createObjectNode()
        .put("__type", error.code())
        .put("message", error.getMessage())
        .toString();
  }

  @Override
  public AwsError denied(String message) {
    return AwsError.refused("AccessDeniedException", "%s", message);
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }
}
