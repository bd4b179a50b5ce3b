package dev.berth.client.api;

import java.util.Locale;
import java.util.Set;

/** Names under which Berth itself acts in the event log, and which no caller has. */
public final class ReservedNames {
  private static final Set<String> ALL = Set.of("berth", "pool", "sweep", "upkeep");

  private ReservedNames() {}

  /** Whether this name would look like Berth's own doing. */
  public static boolean contains(String name) {
    return ALL.contains(name.strip().toLowerCase(Locale.ROOT));
  }
}
