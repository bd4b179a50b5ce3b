package dev.berth.workflows.operation;

/**
 * Where work is picked up. Three queues, so that waits never starve calls and launches keep below
 * the account's rate.
 */
public final class TaskQueues {
  /** Workflows, and activities that are one short call. */
  public static final String CALLS = "berth";

  /** Heartbeating waits: about a thousand at once, each a virtual thread that sleeps. */
  public static final String WAITS = "berth-waits";

  /**
   * RunInstances and StartInstances alone: its server-side rate ({@code berth.launches-per-second})
   * is what the account's bucket refills, 2 per second (aws.md 3.3).
   */
  public static final String LAUNCHES = "berth-launches";

  private TaskQueues() {}
}
