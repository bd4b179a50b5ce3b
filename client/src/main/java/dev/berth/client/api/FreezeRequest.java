package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A request to freeze a region.
 *
 * @param reason why, for those whom the freeze affects and for the event log; required
 */
public record FreezeRequest(@Nullable String reason) {}
