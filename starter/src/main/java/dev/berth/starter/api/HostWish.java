package dev.berth.starter.api;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * Why something is done to a host.
 *
 * @param reason for the event log
 */
@Serdeable
public record HostWish(@Nullable String reason) {
  /** Nothing said. */
  public static final HostWish OPEN = new HostWish(null);
}
