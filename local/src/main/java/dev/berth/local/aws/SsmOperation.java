package dev.berth.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One operation of Systems Manager; called with the region's monitor held. */
@FunctionalInterface
interface SsmOperation {

  Map<String, ?> answer(RegionState region, JsonNode request);
}
