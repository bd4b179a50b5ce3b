package dev.berth.local.aws;

import java.time.Instant;
import java.util.Map;

/** One parameter of the Parameter Store. */
record Parameter(
    String region,
    String name,
    String type,
    String value,
    long version,
    Instant modifiedAt,
    Map<String, String> tags)
    implements Fact {

  /** That it is no more. */
  record Deleted(String region, String name) implements Fact {}

  Parameter tagged(Map<String, String> newTags) {
    return new Parameter(region, name, type, value, version, modifiedAt, newTags);
  }

  /** Never the value. */
  @Override
  public String toString() {
    return "Parameter[" + region + " " + name + "]";
  }
}
