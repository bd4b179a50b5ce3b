package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Why something is done to a host.
 *
 * @param reason for the event log
 */
public record HostWish(@Nullable String reason) {
  /** Nothing said. */
  public static final HostWish OPEN = new HostWish(null);
}
