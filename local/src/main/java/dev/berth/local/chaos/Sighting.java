package dev.berth.local.chaos;

/**
 * An attempt at an activity that is about to start, or has just ended and not reported yet.
 *
 * @param pid the worker's process
 * @param waits whether the activity is a wait, not a call
 */
record Sighting(
    long pid, Moment moment, String runId, String activityId, String activity, boolean waits) {

  enum Moment {
    /** Killed now, nothing has happened. */
    START,
    /** Killed now, it has happened and is not reported. */
    END
  }

  /** The same attempt as it was when it was about to start. */
  Sighting start() {
    return new Sighting(pid, Moment.START, runId, activityId, activity, waits);
  }

  /** Names the activity over all its attempts. */
  Key key() {
    return new Key(runId, activityId);
  }

  record Key(String runId, String activityId) {}
}
