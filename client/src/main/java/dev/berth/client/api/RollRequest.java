package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * A request for the successor of an API key.
 *
 * @param overlap how long the old key stays valid, such as {@code 24h}, which it is when left out
 */
public record RollRequest(@Nullable String overlap) {}
