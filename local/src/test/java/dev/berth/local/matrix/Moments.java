package dev.berth.local.matrix;

import io.temporal.activity.ActivityInfo;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names the activities of a run by type and occurrence; attempts of one are the same moment. */
final class Moments {
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, Moment> known = new LinkedHashMap<>();

  synchronized Moment of(Moment.Run run, ActivityInfo activity) {
    return known.computeIfAbsent(
        activity.getWorkflowRunId() + "/" + activity.getActivityId(),
        _ -> {
          String type = activity.getActivityType();
          return new Moment(run, type, seen.merge(run + type, 1, Integer::sum));
        });
  }

  @Override
  public synchronized String toString() {
    return known.values().toString();
  }
}
