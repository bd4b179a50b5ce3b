package dev.berth.simulator.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A request of the EC2 query protocol: flat fields, whose lists count from 1. */
public record Form(Map<String, String> fields) {

  /** Reads the body of a request. */
  public static Form parse(String body) {
    Map<String, String> fields = new TreeMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return new Form(fields);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The value of a field; empty when it is absent or empty. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  /** The value of a field; refuses the request without it. */
  public String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                AwsError.refused(
                    "MissingParameter", "The request must contain the parameter %s", name));
  }

  /** The value of a field as a whole number, or this one when it is absent. */
  public int number(String name, int otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.get());
    } catch (NumberFormatException notANumber) {
      throw AwsError.refused(
          "InvalidParameterValue", "Value (%s) for parameter %s is invalid.", text.get(), name);
    }
  }

  /** Whether a field is {@code true}. */
  public boolean flag(String name) {
    return text(name).map(Boolean::parseBoolean).orElse(false);
  }

  /** The values of {@code name.1}, {@code name.2} and so on. */
  public List<String> list(String name) {
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> fields.get(name + "." + i))
        .takeWhile(value -> value != null)
        .toList();
  }

  /** The prefixes {@code name.1}, {@code name.2} and so on of a list of structures. */
  public List<String> structures(String name) {
    List<String> prefixes = new ArrayList<>();
    for (int i = 1; hasUnder(name + "." + i + "."); i++) {
      prefixes.add(name + "." + i);
    }
    return prefixes;
  }

  private boolean hasUnder(String prefix) {
    return fields.keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  /** The tags of {@code name.1.Key}, {@code name.1.Value} and so on. */
  public Map<String, String> tags(String name) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String tag : structures(name)) {
      tags.put(required(tag + ".Key"), text(tag + ".Value").orElse(""));
    }
    return tags;
  }

  /** The tags that a create call wants on resources of this kind. */
  public Map<String, String> tagsOf(String resourceType) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String specification : structures("TagSpecification")) {
      if (required(specification + ".ResourceType").equals(resourceType)) {
        tags.putAll(tags(specification + ".Tag"));
      }
    }
    return tags;
  }

  /** Refuses tags for resources of other kinds than the call creates. */
  public void onlyTagsOf(String... resourceTypes) {
    for (String specification : structures("TagSpecification")) {
      String wanted = required(specification + ".ResourceType");
      if (!List.of(resourceTypes).contains(wanted)) {
        throw AwsError.refused(
            "InvalidParameterValue",
            "'%s' is not a valid taggable resource type for this operation.",
            wanted);
      }
    }
  }

  /** Ends a dry run here, where everything has been checked and nothing has been done. */
  public void stopIfDryRun() {
    if (flag("DryRun")) {
      throw new AwsError(
          "DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
    }
  }

  /** All fields except those that say nothing about what is asked, in order. */
  public Stream<Map.Entry<String, String>> substance() {
    return fields.entrySet().stream()
        .filter(
            field ->
                !List.of("Action", "Version", "ClientToken", "DryRun").contains(field.getKey()));
  }

  /** Names only: a form may carry user data. */
  @Override
  public String toString() {
    return "Form" + fields.keySet();
  }
}
