package dev.berth.client.api;

import org.jspecify.annotations.Nullable;

/**
 * What a pool shall hold.
 *
 * @param running hosts to keep running; as it was when left out
 * @param stopped hosts to keep stopped; as it was when left out
 */
public record PoolRequest(@Nullable Integer running, @Nullable Integer stopped) {}
