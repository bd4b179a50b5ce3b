package dev.berth.model;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /** Names of Berth's own doing, which no caller has. */
  private static final Set<String> RESERVED =
      Stream.of(BERTH, POOL, SWEEP, UPKEEP).map(Requester::name).collect(Collectors.toSet());

  /** Whether this name would look like Berth's own doing in the event log. */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name.strip().toLowerCase(Locale.ROOT));
  }
}
