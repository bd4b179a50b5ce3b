package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request that needs no more.
 *
 * @param reason why, for the event log
 */
public record Reason(@Nullable String reason) {}
