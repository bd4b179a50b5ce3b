package dev.berth.model;

/**
 * The caller that asks for something, for the event log.
 *
 * @param name of a person or program
 * @param requestId the caller's id of the request, or null
 */
public record Requester(String name, String requestId) {
  /** Berth itself. */
  public static final Requester BERTH = new Requester("berth", null);

  /** The schedule of the warm pool. */
  public static final Requester POOL = new Requester("pool", null);

  /** The schedule of the sweep. */
  public static final Requester SWEEP = new Requester("sweep", null);

  /** The schedule of the images' upkeep. */
  public static final Requester UPKEEP = new Requester("upkeep", null);
}
