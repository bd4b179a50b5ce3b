package dev.berth.simulator.account;

import java.time.Instant;
import java.util.Map;

/** One parameter of the Parameter Store. */
public record Parameter(
    String region,
    String name,
    String type,
    String value,
    long version,
    Instant modifiedAt,
    Map<String, String> tags)
    implements Fact {

  /** That it is no more. */
  public record Deleted(String region, String name) implements Fact {}

  /** The same parameter with these tags instead. */
  public Parameter tagged(Map<String, String> newTags) {
    return new Parameter(region, name, type, value, version, modifiedAt, newTags);
  }

  /** Never the value. */
  @Override
  public String toString() {
    return "Parameter[" + region + " " + name + "]";
  }
}
