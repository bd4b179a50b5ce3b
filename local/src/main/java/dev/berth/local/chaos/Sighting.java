package dev.berth.local.chaos;

import java.time.Duration;

/**
 * An attempt at an activity that is about to start, or has just ended and not reported yet.
 *
 * @param pid the worker's process
 * @param missed how long until Temporal misses an attempt whose worker died: the heartbeat timeout,
 *     or the start-to-close timeout of a call without heartbeats
 */
record Sighting(
    long pid, Moment moment, String runId, String activityId, String activity, Duration missed) {

  enum Moment {
    /** Killed now, nothing has happened. */
    START,
    /** Killed now, it has happened and is not reported. */
    END
  }

  /** Names the activity over all its attempts. */
  Key key() {
    return new Key(runId, activityId);
  }

  record Key(String runId, String activityId) {}
}
