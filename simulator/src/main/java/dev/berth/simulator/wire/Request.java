package dev.berth.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads Systems Manager's requests, with its checks. */
public final class Request {

  private Request() {}

  /** A field as text; empty when it is absent. */
  public static Optional<String> text(JsonNode request, String name) {
    return Optional.ofNullable(request.get(name)).map(JsonNode::asText);
  }

  /** A field as text; refuses the request without it. */
  public static String required(JsonNode request, String name) {
    return text(request, name)
        .orElseThrow(() -> invalid("Value null at '%s' failed to satisfy constraint", name));
  }

  /** The elements of a field as texts. */
  public static List<String> texts(JsonNode request, String name) {
    return stream(request, name).map(JsonNode::asText).toList();
  }

  /** The elements of a field; none when it is absent. */
  public static Stream<JsonNode> stream(JsonNode request, String name) {
    return StreamSupport.stream(request.path(name).spliterator(), false);
  }

  /** A whole number within its limits, or what is meant when it is absent. */
  public static int number(JsonNode request, String name, int least, int most, int otherwise) {
    int number = request.path(name).asInt(otherwise);
    if (number < least || number > most) {
      throw invalid("Value '%d' at '%s' must be from %d to %d", number, name, least, most);
    }
    return number;
  }

  /** The tags of a request. */
  public static Map<String, String> tags(JsonNode request) {
    Map<String, String> tags = new LinkedHashMap<>();
    stream(request, "Tags").forEach(tag -> tags.put(required(tag, "Key"), required(tag, "Value")));
    return tags;
  }

  /** The error for a request with an invalid value. */
  public static AwsError invalid(String message, Object... words) {
    return AwsError.refused("ValidationException", message, words);
  }
}
