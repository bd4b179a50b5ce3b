package dev.berth.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One operation of a service that speaks JSON; called with the region's monitor held. */
@FunctionalInterface
interface JsonOperation {

  Map<String, ?> answer(RegionState region, JsonNode request);
}
