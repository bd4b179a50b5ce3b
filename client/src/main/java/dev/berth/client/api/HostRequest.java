package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Why something is done to a host.
 *
 * @param reason for the event log
 */
public record HostRequest(@Nullable String reason) {
  /** Nothing said. */
  public static final HostRequest OPEN = new HostRequest(null);
}
