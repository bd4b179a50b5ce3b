package dev.berth.registry.host;

import org.jdbi.v3.core.Handle;

/**
 * Whoever gives slots away, takes them back, or takes a host from under them does so one after the
 * other, per region and plan, until its transaction ends.
 */
public final class PlacingLock {
  private PlacingLock() {}

  /** Waits for its turn; before any row is read. */
  public static void take(Handle tx, String region, String plan) {
    tx.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext(:name))) locked")
        .bind("name", "berth/place/" + region + "/" + plan)
        .mapTo(Integer.class)
        .one();
  }
}
