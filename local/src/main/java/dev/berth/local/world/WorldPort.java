package dev.berth.local.world;

/** What has a port of its own in a world. */
public enum WorldPort {
  API(8480, 0, "the API"),
  WORKER(8481, 1, "the worker's health"),
  CORES(8482, 2, "the cores' URLs"),
  AWS(8483, 3, "the simulated AWS"),
  POSTGRES(8484, 4, "PostgreSQL"),
  TEMPORAL(7233, 5, "Temporal"),
  TEMPORAL_UI(8233, 6, "the Temporal UI");

  private final int documented;
  private final int place;
  private final String use;

  WorldPort(int documented, int place, String use) {
    this.documented = documented;
    this.place = place;
    this.use = use;
  }

  /** The port of {@code ./berth up} where it is free. */
  public int documented() {
    return documented;
  }

  /** Its place among consecutive ports, from 0. */
  int place() {
    return place;
  }

  /** What needs it, for people. */
  public String use() {
    return use;
  }

  /** Whether it is of no use where a Temporal server of the user's own serves. */
  boolean isTemporals() {
    return this == TEMPORAL || this == TEMPORAL_UI;
  }
}
