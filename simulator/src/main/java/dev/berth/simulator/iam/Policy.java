package dev.berth.simulator.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.wire.Json;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An identity's policy, judged as IAM does: a statement must allow it, and none may deny it. */
record Policy(JsonNode document) {

  /** Reads a policy document. */
  static Policy parse(String document) {
    try {
      return new Policy(Json.MAPPER.readTree(document));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a policy document: " + e.getOriginalMessage(), e);
    }
  }

  boolean allows(RequiredPermission permission) {
    Set<String> effects =
        StreamSupport.stream(document.path("Statement").spliterator(), false)
            .filter(statement -> isAbout(statement, permission))
            .map(statement -> statement.path("Effect").asText())
            .collect(Collectors.toSet());
    return effects.equals(Set.of("Allow"));
  }

  private static boolean isAbout(JsonNode statement, RequiredPermission permission) {
    return texts(statement.path("Action"))
            .anyMatch(pattern -> matches(pattern, permission.action()))
        && texts(statement.path("Resource")).anyMatch(one -> matches(one, permission.resource()))
        && statement.path("Condition").properties().stream()
            .allMatch(
                operator ->
                    operator.getValue().properties().stream()
                        .allMatch(
                            key ->
                                holds(
                                    operator.getKey(),
                                    permission.context().get(key.getKey()),
                                    texts(key.getValue()).toList())));
  }

  private static boolean holds(String operator, String value, List<String> wanted) {
    return switch (operator) {
      case "StringEquals" -> value != null && wanted.contains(value);
      case "StringLike" -> value != null && wanted.stream().anyMatch(one -> matches(one, value));
      default -> throw new IllegalArgumentException("this simulator does not judge by " + operator);
    };
  }

  /** A policy writes a list of one as its element. */
  private static Stream<String> texts(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText)
        : Stream.of(node.asText());
  }

  private static boolean matches(String pattern, String text) {
    String regex =
        Stream.of(pattern.split("[*]", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.matches(regex, text);
  }
}
