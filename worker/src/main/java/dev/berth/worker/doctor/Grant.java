package dev.berth.worker.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A statement of one of the project's policies: what a role needs.
 *
 * @param contexts under which of them, each a set of condition keys and values
 */
record Grant(
    String sid, List<String> actions, List<String> resources, List<Map<String, String>> contexts) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The statements of a policy file, with the names put in. */
  static List<Grant> of(String policy, String account, String installation, String hostRole) {
    String filled =
        policy
            .replace("{account}", account)
            .replace("{installation}", installation)
            .replace("{host-role}", hostRole);
    try {
      return StreamSupport.stream(JSON.readTree(filled).path("Statement").spliterator(), false)
          .map(
              statement ->
                  new Grant(
                      statement.path("Sid").asText(),
                      texts(statement.path("Action")).toList(),
                      texts(statement.path("Resource")).toList(),
                      contexts(statement.path("Condition").path("StringEquals"))))
          .toList();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no policy: " + e.getOriginalMessage(), e);
    }
  }

  /** Its resources in these regions, each by an example. */
  List<String> examples(List<String> regions) {
    return resources.stream()
        .flatMap(
            arn ->
                arn.startsWith("arn:")
                    ? regions.stream()
                        .map(region -> arn.replaceFirst(":\\*:", ":" + region + ":"))
                        .map(one -> one.replaceFirst("\\*$", "doctor"))
                    : Stream.of(arn))
        .distinct()
        .toList();
  }

  /** Every way to meet the conditions. */
  private static List<Map<String, String>> contexts(JsonNode keys) {
    List<Map<String, String>> ways = List.of(Map.of());
    for (Map.Entry<String, JsonNode> key : keys.properties()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> way : ways) {
        texts(key.getValue())
            .forEach(
                value -> {
                  Map<String, String> next = new HashMap<>(way);
                  next.put(key.getKey(), value);
                  longer.add(next);
                });
      }
      ways = longer;
    }
    return ways;
  }

  /** A policy writes a list of one as its element. */
  private static Stream<String> texts(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText)
        : Stream.of(node.asText());
  }
}
