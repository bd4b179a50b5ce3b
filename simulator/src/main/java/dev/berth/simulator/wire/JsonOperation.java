package dev.berth.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One operation of a service that speaks JSON; called with the region's monitor held. */
@FunctionalInterface
public interface JsonOperation<R> {

  Map<String, ?> answer(R region, JsonNode request);
}
