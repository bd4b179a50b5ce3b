package dev.berth.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.simulator.fault.Fault;
import java.util.Set;

/**
 * One request, read. EC2's carry a form, Systems Manager's a JSON body; the other is empty.
 *
 * @param caller the access key that signed it
 * @param mentions every value in it, and the zone that it is about: what a {@link Fault} is matched
 *     with
 */
public record Call(
    String caller,
    String region,
    String operation,
    Set<String> mentions,
    Form form,
    JsonNode json) {

  /** Without the values: they may be secrets. */
  @Override
  public String toString() {
    return operation + " in " + region;
  }
}
