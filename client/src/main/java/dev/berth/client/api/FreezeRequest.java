package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * Why a region is frozen.
 *
 * @param reason for everybody who meets the freeze, and for the event log; required
 */
public record FreezeRequest(@Nullable String reason) {}
